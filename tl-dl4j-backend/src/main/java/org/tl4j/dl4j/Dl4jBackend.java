package org.tl4j.dl4j;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.network.NetworkLoader;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.dl4j.backbone.Dl4jCatalog;
import org.tl4j.dl4j.backbone.Dl4jImporter;
import org.tl4j.dl4j.graph.Dl4jNetworkLoader;
import org.tl4j.dl4j.head.SoftmaxHeadTrainer;
import org.tl4j.dl4j.runtime.Dl4jRuntime;

/**
 * The backend for those who do not use Guice. Everything needs the started {@link Dl4jRuntime}, so that ND4J never starts
 * before its natives are chosen. Immutable.
 *
 * @param runtime what ND4J runs on
 */
public record Dl4jBackend(Dl4jRuntime runtime) {
    /** Backbones that find their weights with {@code locator} and read them with {@code format}. */
    public BackboneCatalog catalog(TensorFormat format, WeightsLocator locator) {
        return catalog(format, locator, Optional.empty(), Optional.empty());
    }

    /**
     * Likewise, with other backbones besides.
     *
     * @param file a catalogue file of the user's, read once; its entries come first
     * @param imported a folder of catalogue files of imported networks, {@code *.json}, looked at anew whenever entries are
     *     asked for; theirs come last. It need not exist
     * @throws org.tl4j.core.error.UsageException if the user's file is not a catalogue
     */
    public BackboneCatalog catalog(
            TensorFormat format, WeightsLocator locator, Optional<Path> file, Optional<Path> imported) {
        return new Dl4jCatalog(runtime, format, locator, file, imported);
    }

    /** Turns files of Keras and Deeplearning4j into backbones. */
    public BackboneImporter importer() {
        return new Dl4jImporter(runtime);
    }

    /** Fits new output layers. */
    public HeadTrainer headTrainer() {
        return new SoftmaxHeadTrainer();
    }

    /** Builds networks from bundles. */
    public NetworkLoader networkLoader() {
        return new Dl4jNetworkLoader();
    }
}
