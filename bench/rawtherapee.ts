/**
 * The recipe in RawTherapee's words (5.9): a partial profile over its neutral default. Each section is the tool that does what the recipe's
 * parameter does; names and ranges as RawTherapee writes them.
 */
export const RAWTHERAPEE_PROFILE = `[Version]
AppVersion=5.9
Version=349

[Exposure]
Auto=false
Compensation=0.35
Contrast=12
Saturation=-4
Black=200
HighlightCompr=0
CurveMode=Standard
Curve=1;0;0;0.25;0.23;0.5;0.51;0.75;0.775;1;1;

[White Balance]
Enabled=true
Setting=Custom
Temperature=6200
Green=1

[Shadows & Highlights]
Enabled=true
Highlights=45
HighlightTonalWidth=70
Shadows=35
ShadowTonalWidth=30
Radius=40

[Local Contrast]
Enabled=true
Radius=80
Amount=0.18
Darkness=1
Lightness=1

[Dehaze]
Enabled=true
Strength=10
Depth=25

[Vibrance]
Enabled=true
Pastels=18
Saturated=10
ProtectSkins=false
PastSatTog=false

[Directional Pyramid Equalizer]
Enabled=true
Mult0=1.1
Mult1=1.15
Mult2=1.1
Mult3=1
Mult4=1
Mult5=1

[HSV Equalizer]
Enabled=true
HCurve=0;
SCurve=1;0;0.5;0.35;0.35;0.333;0.4;0.35;0.35;0.667;0.5;0.35;0.35;
VCurve=0;

[ColorToning]
Enabled=true
Method=Splitlr
Satlow=0
Redlow=0
Greenlow=0
Bluelow=12
Redmed=0
Greenmed=0
Bluemed=0
Redhigh=0
Greenhigh=0
Bluehigh=0
Balance=0
Strength=50

[Sharpening]
Enabled=true
Method=usm
Radius=1
Amount=120
Threshold=20;80;2000;1200;

[PCVignette]
Enabled=true
Strength=0.3
Feather=50
Roundness=50

[Color Management]
InputProfile=(camera)
WorkingProfile=ProPhoto
OutputProfile=RTv4_sRGB
`;
