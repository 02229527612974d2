package org.tl4j.dl4j.hdf5;

import io.jhdf.Superblock;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * An HDF5 file, open for reading. It is read within bounds of memory and work, whatever it holds. What jHDF throws for a
 * damaged file has no common type, so callers convert any {@code RuntimeException} and {@code StackOverflowError} to their
 * own error. Not thread-safe.
 */
public final class Hdf5File implements AutoCloseable {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final Set<Integer> SIZES = Set.of(2, 4, 8);
    /** The first offset, doubled for each next one, at which HDF5 data may begin after data of an application. */
    private static final int FIRST_USER_BLOCK = 512;

    private final BoundedStorage storage;
    private final Hdf5Group root;

    private Hdf5File(BoundedStorage storage, Hdf5Group root) {
        this.storage = storage;
        this.root = root;
    }

    /**
     * Opens a file; the caller closes it.
     *
     * @throws IOException if it cannot be read
     * @throws RuntimeException if it is not an HDF5 file
     */
    public static Hdf5File open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            Superblock superblock = Superblock.readSuperblock(channel, begin(channel));
            if (!SIZES.contains(superblock.getSizeOfOffsets()) || !SIZES.contains(superblock.getSizeOfLengths())) {
                throw new HdfException("addresses or lengths of an unusual size");
            }
            BoundedStorage storage = new BoundedStorage(channel, superblock);
            return new Hdf5File(storage, new Hdf5Group(storage, root(storage)));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static long begin(FileChannel channel) throws IOException {
        for (long at = 0; at < channel.size(); at = at == 0 ? FIRST_USER_BLOCK : 2 * at) {
            ByteBuffer found = ByteBuffer.allocate(SIGNATURE.length);
            channel.read(found, at);
            if (Arrays.equals(found.array(), SIGNATURE)) {
                return at;
            }
        }
        throw new HdfException("no signature of HDF5");
    }

    private static long root(BoundedStorage storage) {
        Superblock superblock = storage.getSuperblock();
        if (superblock instanceof SuperblockV0V1 old) {
            long entry = old.getRootGroupSymbolTableAddress() - old.getBaseAddressByte();
            return new SymbolTableEntry(storage, entry).getObjectHeaderAddress();
        }
        return ((SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
    }

    /** The root group. */
    public Hdf5Group root() {
        return root;
    }

    /**
     * The text of an attribute of the root group, as UTF-8, if the file has it.
     *
     * @throws NotTextException if it is not one string
     */
    public Optional<String> text(String attribute) {
        return Attributes.text(storage, root.header(), attribute);
    }

    @Override
    public void close() {
        storage.close();
    }
}
