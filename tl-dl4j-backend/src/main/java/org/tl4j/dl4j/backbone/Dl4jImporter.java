package org.tl4j.dl4j.backbone;

import java.nio.file.Path;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.WeightsException;
import org.tl4j.dl4j.runtime.Dl4jRuntime;

/** Reads networks of others with DL4J's help. */
public final class Dl4jImporter implements BackboneImporter {
    private final Dl4jRuntime runtime;

    /** Computes on {@code runtime}. */
    public Dl4jImporter(Dl4jRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public ImportedNetwork read(Path file) {
        throw new WeightsException(file.toString(), "must be a network on " + runtime.description(), "", "");
    }

    @Override
    public String entryText(BackboneEntry entry) {
        return CatalogText.of(entry);
    }
}
