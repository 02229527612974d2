package org.tl4j.dl4j.backbone;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.dl4j.convert.SourceFile;
import org.tl4j.dl4j.runtime.Dl4jRuntime;

/** Imports networks of Keras (HDF5, saved as a whole model) and of Deeplearning4j (zip) with DL4J. */
public final class Dl4jImporter implements BackboneImporter {
    /** Needs a started runtime, which runs the equivalence check. */
    public Dl4jImporter(Dl4jRuntime runtime) {
        requireNonNull(runtime, "runtime is null");
    }

    @Override
    public boolean reads(Path file) {
        return SourceFile.reads(file);
    }

    @Override
    public ImportedNetwork read(Path file, OptionalInt inputSize, PreprocessingRule preprocessing) {
        return SourceFile.read(file, inputSize, preprocessing);
    }
}
