package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;

/** Selections as the library returns them. */
final class Selections {
    private Selections() {}

    /** The default for photos. */
    static BackboneSelection resnet18(WeightsOrigin origin) {
        boolean here = origin == WeightsOrigin.PRESENT;
        return new BackboneSelection(
                Storage.catalog(StorageSettings.in(Path.of("none"))).named("resnet18-imagenet"),
                false,
                origin,
                here ? OptionalLong.empty() : OptionalLong.of(46_758_048),
                here ? List.of() : List.of("https://example.org/resnet18.safetensors"));
    }
}
