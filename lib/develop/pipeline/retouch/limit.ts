import { RETOUCH_AREAS, retouchAreasOf, type RetouchArea } from '../../settings';
import type { DevelopSettings, SettingsIssue, Size } from '../../types';
import { analysisSize } from '../analysis-size';
import { shapeGrid } from './shape';

/** Photos that areas may cover together: past that, a document is not meant seriously and its later areas are left out. */
const MAX_COVER = 3;

/** Cells to the radius: enough for a sum of areas. */
const CELLS = 6;

function covered(area: RetouchArea, size: Size): number {
  const grid = shapeGrid(area, size, CELLS);
  return grid ? grid.distance.reduce((count, d) => (d < 0 ? count + 1 : count), 0) * grid.cell * grid.cell : 0;
}

/** The areas that are rendered: the first that cover no more than `MAX_COVER` photos together. Measured at the analysis size, so that every rendering of the photo keeps the same. */
export function withinLimit(areas: readonly RetouchArea[], photo: Size): readonly RetouchArea[] {
  const size = analysisSize(photo);
  let left = MAX_COVER * size.width * size.height;
  const first = areas.findIndex((area) => (left -= covered(area, size)) < 0);
  return first < 0 ? areas : areas.slice(0, first);
}

/** What of the settings' retouching is beyond the limit on a photo of this size. */
export function retouchIssues(settings: DevelopSettings, photo: Size): readonly SettingsIssue[] {
  const areas = retouchAreasOf(settings);
  const rendered = withinLimit(areas, photo).length;
  return rendered === areas.length ? [] : [{ name: RETOUCH_AREAS, kind: 'unrendered', message: `the areas cover more than ${MAX_COVER} times the photo together: all ${areas.length} are kept, but only the first ${rendered} are rendered` }];
}
