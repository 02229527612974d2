package org.tl4j.dl4j.backbone;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.dl4j.convert.SourceFile;
import org.tl4j.dl4j.runtime.Dl4jRuntime;

/** Reads networks of others with DL4J's help. */
public final class Dl4jImporter implements BackboneImporter {
    /** Needs a started runtime, which proves what it reads. */
    public Dl4jImporter(Dl4jRuntime runtime) {
        requireNonNull(runtime, "runtime is null");
    }

    @Override
    public ImportedNetwork read(Path file, OptionalInt inputSize, PreprocessingRule preprocessing) {
        return SourceFile.read(file, inputSize, preprocessing);
    }
}
