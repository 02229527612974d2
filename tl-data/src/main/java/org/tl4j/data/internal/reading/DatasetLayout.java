package org.tl4j.data.internal.reading;

import java.util.List;

/**
 * What a layout of folders says.
 *
 * @param files the files, with class and part where they have one
 * @param classFolders the folders of the classes themselves, each with its class and part
 * @param remarks how the layout was understood, where another reading is possible
 */
record DatasetLayout(List<Candidate> files, List<Candidate> classFolders, List<String> remarks) {
    /** Files that somebody listed, so that no folder means anything. */
    static DatasetLayout listed(List<Candidate> files) {
        return new DatasetLayout(files, List.of(), List.of());
    }
}
