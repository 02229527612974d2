package org.tl4j.dl4j;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.dl4j.backbone.CatalogEntries;
import org.tl4j.dl4j.backbone.Dl4jEngine;
import org.tl4j.dl4j.head.SoftmaxHeadTrainer;
import org.tl4j.dl4j.runtime.Dl4jRuntime;

/**
 * The backend for those who do not use Guice. Everything needs the started {@link Dl4jRuntime}, so that ND4J never starts
 * before its natives are chosen. Immutable.
 *
 * @param runtime what ND4J runs on
 */
public record Dl4jBackend(Dl4jRuntime runtime) {
    /** The engine {@code deeplearning4j}, which reads tensors with {@code format}. */
    public Engine engine(TensorFormat format) {
        return new Dl4jEngine(runtime, format);
    }

    /**
     * The published backbones, with others besides.
     *
     * @param file a catalogue file of the user's, read once; its entries come first
     * @param imported a folder of catalogue files of imported networks, {@code *.json}, looked at again whenever entries are
     *     asked for; theirs come last. It need not exist
     * @throws org.tl4j.core.error.UsageException if the user's file is not a catalogue
     */
    public BackboneCatalog catalog(Optional<Path> file, Optional<Path> imported) {
        return new CatalogEntries(file, imported);
    }

    /** Fits new output layers. */
    public HeadTrainer headTrainer() {
        return new SoftmaxHeadTrainer();
    }
}
