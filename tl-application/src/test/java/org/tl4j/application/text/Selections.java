package org.tl4j.application.text;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;

/** Selections as the library returns them. */
final class Selections {
    static final BackboneEntry RESNET18 =
            Storage.catalog(StorageSettings.in(Path.of("none"))).named("resnet18-imagenet");

    private Selections() {}

    /** The default for photos. */
    static BackboneSelection resnet18(WeightsOrigin origin) {
        return resnet18(origin, false);
    }

    static BackboneSelection resnet18(WeightsOrigin origin, boolean requested) {
        boolean here = origin == WeightsOrigin.PRESENT;
        return new BackboneSelection(
                RESNET18,
                requested,
                origin,
                here ? OptionalLong.empty() : OptionalLong.of(46_758_048),
                here ? List.of() : List.of("https://example.org/resnet18.safetensors"));
    }
}
