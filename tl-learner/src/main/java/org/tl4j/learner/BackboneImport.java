package org.tl4j.learner;

/** Turns networks of other software into backbones. {@link TransferLearner} does; a test may do something else. */
@FunctionalInterface
public interface BackboneImport {
    /**
     * Takes a network of other software into the catalogue: from then on it is a backbone like any other, here and in later
     * processes with the same cache folder.
     *
     * @throws org.tl4j.core.error.Tl4jException if the file cannot be taken over exactly, the preprocessing does not fit it,
     *     or the name is taken; nothing is changed then
     */
    ImportReport importBackbone(ImportRequest request);
}
