package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.UsageException;
import picocli.CommandLine.Option;

/** The options that choose a pretrained network. */
final class BackboneOptions {
    @Option(
            names = "--backbone",
            paramLabel = "NAME",
            description = "The pretrained network; `tl backbones` lists them.")
    private Optional<String> backbone = Optional.empty();

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "A safetensors file of its weights, instead of the one in TL_MIRROR or the cache folder.")
    private Optional<Path> weights = Optional.empty();

    @Option(
            names = "--boundary",
            paramLabel = "VERTEX",
            description = "The last vertex of the frozen part, instead of the usual one.")
    private Optional<String> boundary = Optional.empty();

    @Option(
            names = "--input-size",
            paramLabel = "N",
            description = {
                "The shorter side of the images that the network sees, in pixels, instead of the usual one;",
                "more shows smaller things, and costs time. Not every network takes another."
            })
    private Optional<Integer> inputSize = Optional.empty();

    /**
     * What was chosen; empty leaves the choice to the library.
     *
     * @throws UsageException if weights, a boundary or a size were given, but not whose
     */
    Optional<BackboneRequest> request() {
        Optional<String> given = Stream.of(
                        weights.map(file -> "--weights"),
                        boundary.map(vertex -> "--boundary"),
                        inputSize.map(pixels -> "--input-size"))
                .flatMap(Optional::stream)
                .findFirst();
        if (backbone.isEmpty() && given.isPresent()) {
            throw required("with " + given.get());
        }
        OptionalInt size = inputSize.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        return backbone.map(name -> new BackboneRequest(name, weights, boundary, size));
    }

    /** What was chosen, where it must be. */
    BackboneRequest required() {
        return request().orElseThrow(() -> required("with this command"));
    }

    private static UsageException required(String where) {
        return new UsageException("--backbone", "must be given " + where, "none", "`tl backbones` lists the names");
    }
}
