package org.tl4j.data.internal.reading;

import java.util.List;
import java.util.function.Function;

/**
 * What a layout of folders says.
 *
 * @param files the files, with class and part where they have one
 * @param classFolders the folders of the classes themselves, each with its class and part
 */
record Arrangement(List<Candidate> files, List<Candidate> classFolders) {
    /** Files that somebody listed, so that no folder means anything. */
    static Arrangement listed(List<Candidate> files) {
        return new Arrangement(files, List.of());
    }

    /**
     * Gives each file its place.
     *
     * @param depth how deep the folders of the classes lie
     */
    static Arrangement of(List<Found> found, Function<Found, Candidate> place, int depth) {
        return new Arrangement(
                found.stream().filter(file -> !file.isFolder()).map(place).toList(),
                found.stream()
                        .filter(file -> file.isFolder() && file.depth() == depth)
                        .map(place)
                        .filter(folder -> folder.label().isPresent())
                        .toList());
    }
}
