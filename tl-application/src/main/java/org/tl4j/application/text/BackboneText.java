package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tl4j.application.documents.BackboneDocument;
import org.tl4j.core.network.LayerGroup;

/** Backbones, as text. */
public final class BackboneText {
    private BackboneText() {}

    /** A line of headings, then one line per backbone. */
    public static List<String> table(List<BackboneDocument> documents) {
        List<String> lines = new ArrayList<>();
        lines.add(row("name", "input", "parameters", "multiply-adds", "weights", "licence", "for"));
        for (BackboneDocument document : documents) {
            lines.add(row(
                    document.name(),
                    document.input().width() + "x" + document.input().height(),
                    magnitude(document.parameters()),
                    magnitude(document.multiplyAdds()),
                    document.weights(),
                    document.licence(),
                    Optional.ofNullable(document.problem())
                            .map(problem -> "cannot be used: " + problem)
                            .orElse(document.description())));
        }
        return lines;
    }

    /** All details of one backbone. */
    public static List<String> of(BackboneDocument document) {
        List<String> lines = new ArrayList<>(List.of(
                document.name() + ": " + document.description(),
                "  architecture  " + document.architecture(),
                "  trained on    " + document.trainedOn(),
                "  size          " + size(document),
                "  licence       " + document.licence(),
                "  source        " + document.source(),
                "  weights       " + document.weights() + ", " + document.weightsFile()
                        + fileSize(document)
                        + (document.address() == null ? "" : ", " + document.address()),
                "  SHA-256       " + document.trust(),
                "  input         %dx%d %s, mean %s, deviation %s"
                        .formatted(
                                document.input().width(),
                                document.input().height(),
                                document.input().channels(),
                                document.input().mean(),
                                document.input().deviation()),
                "  resizing      " + document.input().resize(),
                "  other sizes   " + Objects.requireNonNullElse(document.inputSizes(), "unknown"),
                "  boundary      " + document.boundary()
                        + (document.pooling() == null ? "" : ", pooling " + document.pooling()),
                document.weightsFile().endsWith(".onnx")
                        ? "  fine-tuning   none: it is run as it is"
                        : "  learning rate " + document.fineTuningRate() + " for fine-tuning"));
        Optional.ofNullable(document.found())
                .ifPresent(found -> found.forEach((key, value) -> lines.add("  %-13s %s".formatted(key, value))));
        Optional.ofNullable(document.problem()).ifPresent(problem -> lines.add("  cannot be used: " + problem));
        Optional.ofNullable(document.boundaries()).ifPresent(places -> lines.addAll(boundaries(places)));
        Optional.ofNullable(document.groups())
                .filter(groups -> !groups.isEmpty())
                .ifPresent(groups -> lines.add("  layer groups  "
                        + groups.stream().map(LayerGroup::name).collect(Collectors.joining(", "))));
        return lines;
    }

    private static List<String> boundaries(List<BackboneDocument.Place> places) {
        List<String> lines = new ArrayList<>();
        lines.add(boundary("boundaries", "after", "vertex", "features", "size", "parameters", ""));
        for (BackboneDocument.Place place : places) {
            lines.add(boundary(
                    "",
                    Objects.requireNonNullElse(place.group(), ""),
                    place.vertex(),
                    String.format(Locale.ROOT, "%,d", place.features()),
                    place.size(),
                    Format.magnitude(place.parameters()),
                    place.usual() ? "default" : ""));
        }
        return lines;
    }

    private static String boundary(
            String heading,
            String group,
            String vertex,
            String features,
            String size,
            String parameters,
            String usual) {
        return String.format(
                        Locale.ROOT,
                        "  %-13s %-14s %-24s %8s  %-9s %-11s %s",
                        heading,
                        group,
                        vertex,
                        features,
                        size,
                        parameters,
                        usual)
                .stripTrailing();
    }

    private static String fileSize(BackboneDocument document) {
        if (document.bytes() != null) {
            return ", " + Format.bytes(document.bytes());
        }
        return document.parameters() == null ? "" : ", about " + Format.bytes(Float.BYTES * document.parameters());
    }

    private static String size(BackboneDocument document) {
        return document.parameters() == null
                ? "unknown"
                : "%s parameters, %s multiply-adds per image, with its classifier"
                        .formatted(magnitude(document.parameters()), magnitude(document.multiplyAdds()));
    }

    private static String magnitude(Long number) {
        return number == null ? "unknown" : Format.magnitude(number);
    }

    private static String row(
            String name,
            String input,
            String parameters,
            String multiplyAdds,
            String weights,
            String licence,
            String description) {
        return String.format(
                Locale.ROOT,
                "%-27s %-9s %-11s %-14s %-12s %-13s %s",
                name,
                input,
                parameters,
                multiplyAdds,
                weights,
                licence,
                description);
    }
}
