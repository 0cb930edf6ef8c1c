import { zonesOf, type Place } from '../place.js';

const DIRECTIONS: Readonly<Record<string, string>> = { north: 'n', south: 's', east: 'e', west: 'w', central: 'c', northeast: 'ne', northwest: 'nw', southeast: 'se', southwest: 'sw' };

/** A zone's id, which is the same for all accounts, such as `use1-az1`; here its number is that of its letter. AWS: AZ IDs. */
export function zoneIdOf(place: Place, zone: string): string {
  const [area = '', ...rest] = place.region.split('-');
  const number = rest.pop() ?? '1';
  const direction = rest.map((part) => DIRECTIONS[part] ?? part).join('');
  return `${area}${direction}${number}-az${zonesOf(place).indexOf(zone) + 1}`;
}
