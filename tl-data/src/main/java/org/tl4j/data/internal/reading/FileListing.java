package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;

/** What lies in a folder, in a zip, or is listed in a CSV. {@link #open} may be called by several threads. */
interface FileListing extends AutoCloseable {
    /** The files and the folders of their classes, in an order that does not depend on the disk. */
    DatasetLayout arrangement();

    /** The bytes of one of them; the caller closes it. */
    InputStream open(Candidate candidate) throws IOException;

    @Override
    void close();
}
