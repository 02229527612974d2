package org.tl4j.dl4j.hdf5;

import io.jhdf.FractalHeap;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.HugeFractalHeapObjectUnfilteredRecord;
import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A heap of links or attributes. Objects of more than 4 KB, such as descriptions of networks, are stored outside the heap:
 * of those, jHDF finds only one.
 */
final class Heap {
    /** The value for an undefined address. */
    static final long NOWHERE = -1;

    private static final int TYPE_SHIFT = 4;
    private static final int TYPE_MASK = 3;
    private static final int HUGE = 1;

    private final BoundedStorage storage;
    private final FractalHeap heap;

    Heap(BoundedStorage storage, long address) {
        this.storage = storage;
        this.heap = new FractalHeap(storage, address);
    }

    /** The bytes of an object. */
    ByteBuffer object(ByteBuffer id) {
        if ((id.get(id.position()) >> TYPE_SHIFT & TYPE_MASK) != HUGE) {
            return heap.getId(id);
        }
        ByteBuffer key = id.slice().order(ByteOrder.LITTLE_ENDIAN);
        long wanted = 0;
        for (int i = Math.min(key.remaining(), Long.BYTES + 1) - 1; i > 0; i--) {
            wanted = wanted << Byte.SIZE | Byte.toUnsignedInt(key.get(i));
        }
        BTreeV2<HugeFractalHeapObjectUnfilteredRecord> index =
                new BTreeV2<>(storage, heap.getBTreeAddressOfHugeObjects());
        for (HugeFractalHeapObjectUnfilteredRecord entry : index.getRecords()) {
            if (entry.getId() == wanted) {
                return storage.map(entry.getAddress(), entry.getLength());
            }
        }
        throw new HdfException("no object with this index in a heap");
    }
}
