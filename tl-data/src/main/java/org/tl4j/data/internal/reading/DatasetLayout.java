package org.tl4j.data.internal.reading;

import java.util.List;

/**
 * The classes and subsets that a layout of folders describes.
 *
 * @param files the files, with class and subset if they have one
 * @param classFolders the class folders, each with its class and subset
 * @param remarks how the layout was interpreted, where another interpretation is possible
 */
record DatasetLayout(List<Candidate> files, List<Candidate> classFolders, List<String> remarks) {
    /** The layout of files from a list; their folders have no meaning. */
    static DatasetLayout listed(List<Candidate> files) {
        return new DatasetLayout(files, List.of(), List.of());
    }
}
