/**
 * Features on disk. A space is a folder, named after its key and described in it; a space holds segments, files that
 * are written whole and never changed. Features come in from a frozen backbone and go out to the training of a head,
 * through memory-mapped files and never through the heap. Everything here can be computed again, so damaged files are
 * deleted.
 */
package org.tl4j.storage.features;
