package org.tl4j.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.output.Format;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.LayerGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tl backbones}: what there is to start from. */
@Command(name = "backbones", description = "Lists the pretrained networks, or describes one.")
public final class BackbonesCommand extends JsonCommand {
    private static final Logger LOG = LoggerFactory.getLogger(BackbonesCommand.class);

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The one to describe in full.")
    private Optional<String> name = Optional.empty();

    /** A command that works with {@code context}. */
    public BackbonesCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult answer() {
        return name.map(this::one).orElseGet(this::all);
    }

    private CommandResult all() {
        BackboneCatalog catalog = learner().backbones();
        List<BackboneDocument> documents =
                catalog.entries().stream().map(this::listed).toList();
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
                    document.description()));
        }
        lines.add(
                "`tl backbones NAME` tells more. Weights that are fetched come from the network when they are first used,"
                        + " or by `tl backbones fetch NAME`. Weights that are not at hand: set TL_MIRROR to a folder or address"
                        + " that has them, or name the file with --weights.");
        return CommandResult.done(documents, lines);
    }

    private CommandResult one(String wanted) {
        BackboneCatalog catalog = learner().backbones();
        BackboneRequest request = BackboneRequest.of(wanted);
        BackboneEntry entry = catalog.entry(request);
        Optional<NetworkStructure> structure = catalog.structure(request);
        List<BackboneDocument.Place> boundaries = structure
                .map(known -> known.boundaries().stream()
                        .map(BackboneDocument.Place::of)
                        .toList())
                .orElse(null);
        List<LayerGroup> groups = structure.map(NetworkStructure::groups).orElse(null);
        BackboneDocument document = document(entry, structure, boundaries, groups);
        return CommandResult.done(document, text(document));
    }

    private BackboneDocument listed(BackboneEntry entry) {
        return document(entry, structureOfMany(entry), null, null);
    }

    /** Without what takes long: a zip of Deeplearning4j would be read as a whole. A damaged file stops no list. */
    private Optional<NetworkStructure> structureOfMany(BackboneEntry entry) {
        if (entry.weights().fileName().endsWith(".zip")) {
            return Optional.empty();
        }
        try {
            return learner().backbones().structure(BackboneRequest.of(entry.name()));
        } catch (WeightsException e) {
            LOG.warn("the size of {} is not known: {}", entry.name(), e.getMessage());
            return Optional.empty();
        }
    }

    private BackboneDocument document(
            BackboneEntry entry,
            Optional<NetworkStructure> structure,
            List<BackboneDocument.Place> boundaries,
            List<LayerGroup> groups) {
        return BackboneDocument.of(
                entry,
                structure,
                learner().backbones().available(entry),
                learner().weights().expected(entry.weights()),
                boundaries,
                groups);
    }

    private static List<String> text(BackboneDocument document) {
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
                "  boundary      " + document.boundary(),
                "  learning rate " + document.fineTuningRate() + " for fine-tuning"));
        Optional.ofNullable(document.boundaries()).ifPresent(places -> lines.addAll(boundaries(places)));
        Optional.ofNullable(document.groups())
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
                    place.usual() ? "usual" : ""));
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
                : "%s parameters, %s multiply-adds an image, with its classifier"
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
