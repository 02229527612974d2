package org.tl4j.dl4j.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.util.Locale;

/** Reads object headers. */
final class Headers {
    private Headers() {}

    /** The header at an address. */
    static ObjectHeader read(BoundedStorage storage, long address) {
        storage.beginHeader();
        try {
            return ObjectHeader.readObjectHeader(storage, address);
        } catch (RuntimeException e) {
            throw isElsewhere(e) ? new TensorElsewhereException(e) : e;
        } finally {
            storage.endHeader();
        }
    }

    /** Detects external storage and virtual datasets, which jHDF recognises but does not read. */
    private static boolean isElsewhere(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof UnsupportedHdfException
                    && (words.contains("external data files") || words.contains("virtual storage"))) {
                return true;
            }
        }
        return false;
    }
}
