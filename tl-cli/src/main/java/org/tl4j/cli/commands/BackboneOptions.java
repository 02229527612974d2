package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.tl4j.application.runs.RunFile;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.EnumNames;
import picocli.CommandLine.Option;

/** The options that choose a pretrained network. */
final class BackboneOptions {
    @Option(
            names = "--backbone",
            paramLabel = "NAME",
            description = {
                "The pretrained network; `tl backbones` lists them. By default the first on this machine that fits the",
                "size and kind of the images; if there is none, resnet18-imagenet (46.8 MB) is fetched, once."
            })
    private Optional<String> backbone = Optional.empty();

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "A safetensors file of its weights, instead of the one in TL_MIRROR or the cache folder.")
    private Optional<Path> weights = Optional.empty();

    @Option(
            names = "--boundary",
            paramLabel = "NAME",
            split = ",",
            description = {
                "Where features are taken, instead of the default: a vertex of the network or one of its layer groups,",
                "which means its output; `tl backbones NAME` lists suitable ones. The features of several,",
                "separated by commas, are joined in this order. `tl train` takes auto too: the default, earlier layers and both",
                "joined are compared on training images, and the default is kept unless another is better beyond chance."
            })
    private List<String> boundaries = List.of();

    @Option(
            names = "--pooling",
            paramLabel = "KIND",
            description = {
                "How features are pooled over height and width: average, the default; max; both, which gives twice as many",
                "features, the averages first; or flatten, which keeps one feature per value. Of tokens, as transformers",
                "give them: cls, the class token; mean, that of the patches; or cls+mean, both."
            })
    private Optional<String> pooling = Optional.empty();

    @Option(
            names = "--input-size",
            paramLabel = "N",
            description = {
                "The shorter side of the network's input, in pixels, instead of the default;",
                "larger inputs show smaller details and cost time. Not every network accepts another size."
            })
    private Optional<Integer> inputSize = Optional.empty();

    /**
     * The chosen backbone; empty leaves the choice to the library.
     *
     * @throws UsageException if weights, a boundary, a pooling or a size were given without a backbone, the pooling
     *     is unknown, or the boundary is to be measured
     */
    Optional<BackboneRequest> request() {
        if (names().contains(RunFile.MEASURED)) {
            throw new UsageException(
                    "--boundary",
                    "must name boundaries here, since only training measures them",
                    String.join(",", names()),
                    "");
        }
        return request(names());
    }

    /** Whether the boundary is chosen by measurement. */
    boolean measuredBoundary() {
        return names().equals(List.of(RunFile.MEASURED));
    }

    /**
     * The same for training, which may measure the boundary. Then no backbone is required, and the request names no boundary.
     *
     * @throws UsageException as {@link #request()}, or if a boundary is named and others are to be measured
     */
    Optional<BackboneRequest> requestOrMeasured() {
        if (measuredBoundary()) {
            return request(List.of());
        }
        if (names().contains(RunFile.MEASURED)) {
            throw new UsageException(
                    "--boundary", "must be auto alone, or names", String.join(",", names()), "leave one of them out");
        }
        return request(names());
    }

    /** What a command reads that has these options and {@code data}. */
    List<Path> inputs(Path data) {
        return Stream.concat(Stream.of(data), weights.stream()).toList();
    }

    private List<String> names() {
        return boundaries.stream().map(String::strip).toList();
    }

    private Optional<BackboneRequest> request(List<String> names) {
        if (backbone.isEmpty()) {
            Stream.of(
                            weights.map(file -> "--weights"),
                            names.stream().map(name -> "--boundary").findFirst(),
                            pooling.map(word -> "--pooling"),
                            inputSize.map(pixels -> "--input-size"))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(option -> {
                        throw required("with " + option);
                    });
        }
        OptionalInt size = inputSize.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        return backbone.map(name -> new BackboneRequest(name, weights, names, pooling(), size));
    }

    private Optional<Pooling> pooling() {
        return pooling.map(BackboneOptions::pooling);
    }

    /**
     * The pooling of a word.
     *
     * @throws UsageException if there is none
     */
    static Pooling pooling(String word) {
        List<String> words =
                Pooling.of(new FeatureMap(1, 1, 1)).stream().map(EnumNames::of).toList();
        List<String> all = EnumNames.all(Pooling.class);
        String nearest = Suggestions.question(word, all);
        return EnumNames.find(Pooling.class, word)
                .orElseThrow(() -> new UsageException(
                        "--pooling",
                        "must be one of " + String.join(", ", words),
                        word,
                        (nearest.isEmpty() ? "" : nearest + " ") + "For tokens: cls, mean, cls+mean"));
    }

    private static UsageException required(String where) {
        return new UsageException("--backbone", "must be given " + where, "none", "`tl backbones` lists the names");
    }
}
