package org.tl4j.cli.commands;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.core.weights.WeightsSource;

/** Selections as the library returns them. */
final class Selections {
    private static final String ADDRESS = "https://example.org/resnet18.safetensors";

    private Selections() {}

    /** The default for photos. */
    static BackboneSelection resnet18(WeightsOrigin origin) {
        return resnet18(origin, false);
    }

    static BackboneSelection resnet18(WeightsOrigin origin, boolean requested) {
        boolean here = origin == WeightsOrigin.PRESENT;
        WeightsSource source = new WeightsSource(
                "resnet18-imagenet.safetensors",
                false,
                Optional.of(URI.create(ADDRESS)),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
        BackboneEntry entry = new BackboneEntry(
                "resnet18-imagenet",
                BackboneEntry.DEEPLEARNING4J,
                "resnet18",
                "a network",
                "photos",
                "BSD-3-Clause",
                "somebody",
                source,
                new Preprocessing(
                        new ResizeRule.ShorterSide(256),
                        ImageSize.square(224),
                        ChannelOrder.RGB,
                        1,
                        List.of(0.0, 0.0, 0.0),
                        List.of(1.0, 1.0, 1.0)),
                "avgpool",
                0.001,
                Optional.empty(),
                OptionalInt.of(1000));
        return new BackboneSelection(
                entry,
                requested,
                origin,
                here ? OptionalLong.empty() : OptionalLong.of(46_758_048),
                here ? List.of() : List.of(ADDRESS));
    }
}
