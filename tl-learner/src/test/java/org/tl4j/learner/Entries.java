package org.tl4j.learner;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.WeightsSource;

/** Entries of a catalogue, of every kind that a default is selected from. */
final class Entries {
    static final BackboneEntry SQUEEZENET = photos("squeezenet1_1-imagenet", Optional.empty());
    static final BackboneEntry RESNET18 =
            photos("resnet18-imagenet", Optional.of("https://example.org/resnet18.safetensors"));
    static final BackboneEntry CIFAR = entry("resnet56-cifar10", 32, ChannelOrder.RGB, 10, false, Optional.empty());
    static final BackboneEntry GARMENTS = entry("resnet20-garments", 32, ChannelOrder.RGB, 5, true, Optional.empty());
    static final BackboneEntry DIGITS = entry("lenet-mnist", 28, ChannelOrder.GREY, 10, false, Optional.empty());
    static final BackboneEntry PERSONS = entry("own-persons", 96, ChannelOrder.RGB, 2, false, Optional.empty());

    static final List<BackboneEntry> ALL = List.of(SQUEEZENET, RESNET18, PERSONS, CIFAR, GARMENTS, DIGITS);

    private Entries() {}

    static BackboneEntry photos(String name, Optional<String> address) {
        return entry(name, 224, ChannelOrder.RGB, 1000, false, address);
    }

    static BackboneEntry photos(String name, String engine, Optional<String> address) {
        return entry(name, engine, 224, ChannelOrder.RGB, 1000, false, address);
    }

    static BackboneEntry ofEngine(String engine) {
        return entry("net", engine, 32, ChannelOrder.RGB, 10, false, Optional.empty());
    }

    private static BackboneEntry entry(
            String name, int side, ChannelOrder channels, int classes, boolean embedded, Optional<String> address) {
        return entry(name, "fake", side, channels, classes, embedded, address);
    }

    private static BackboneEntry entry(
            String name,
            String engine,
            int side,
            ChannelOrder channels,
            int classes,
            boolean embedded,
            Optional<String> address) {
        return new BackboneEntry(
                name,
                engine,
                "colours",
                "a network",
                "images",
                "BSD-3-Clause",
                "somebody",
                new WeightsSource(
                        name + ".safetensors",
                        embedded,
                        address.map(URI::create),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new Preprocessing(
                        new ResizeRule.Exact(ImageSize.square(side)),
                        ImageSize.square(side),
                        channels,
                        1,
                        Collections.nCopies(channels.channels(), 0.0),
                        Collections.nCopies(channels.channels(), 1.0)),
                "top",
                0.001,
                Optional.empty(),
                OptionalInt.of(classes));
    }
}
