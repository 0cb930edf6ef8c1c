import { rootVolumeOf } from './root-volume.js';

test.each([
  ['nothing is said', undefined, { size: 8, type: 'gp3', iops: 3000, throughput: 125, encrypted: false, deleteOnTermination: true }],
  ['another device is mapped', [{ DeviceName: '/dev/sdf', Ebs: { VolumeSize: 99 } }], { size: 8 }],
  ['gp2 is small', [{ DeviceName: '/dev/xvda', Ebs: { VolumeType: 'gp2' as const } }], { type: 'gp2', iops: 100, throughput: undefined }],
  ['gp2 is large', [{ DeviceName: '/dev/xvda', Ebs: { VolumeType: 'gp2' as const, VolumeSize: 200 } }], { iops: 600 }],
  ['numbers are given', [{ DeviceName: '/dev/xvda', Ebs: { Iops: 4000, Throughput: 250, Encrypted: true, DeleteOnTermination: false } }], { iops: 4000, throughput: 250, encrypted: true, deleteOnTermination: false }],
  ['a magnetic one is asked for', [{ DeviceName: '/dev/xvda', Ebs: { VolumeType: 'standard' as const } }], { iops: undefined, throughput: undefined }],
])('the root volume when %s', (_, mappings, volume) => {
  expect(rootVolumeOf(mappings)).toMatchObject(volume);
});
