package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;

/** The files in a folder or zip, or listed in a CSV. {@link #open} is thread-safe. */
interface FileListing extends AutoCloseable {
    /** The files and class folders, in an order that does not depend on the file system. */
    DatasetLayout arrangement();

    /** Opens one of the files; the caller closes the stream. */
    InputStream open(Candidate candidate) throws IOException;

    @Override
    void close();
}
