package org.tl4j.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.application.documents.BackboneDocument;
import org.tl4j.application.text.BackboneText;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.output.CommandTerms;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.learner.Backbones;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tl backbones}: lists pretrained networks. */
@Command(name = "backbones", description = "Lists the pretrained networks, or describes one.")
public final class BackbonesCommand extends JsonCommand {
    private static final Logger LOG = LoggerFactory.getLogger(BackbonesCommand.class);

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The network to describe in full.")
    private Optional<String> name = Optional.empty();

    /** A command that works with {@code context}. */
    public BackbonesCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        return name.map(this::one).orElseGet(this::all);
    }

    private CommandResult all() {
        Backbones backbones = learner().backbones();
        List<BackboneDocument> documents =
                backbones.entries().stream().map(this::listed).toList();
        List<String> lines = new ArrayList<>(BackboneText.table(documents));
        lines.add(
                "`tl backbones NAME` shows details. Weights marked \"fetched\" are downloaded when they are first used,"
                        + " or by `tl backbones fetch NAME`. If weights are not available, set TL_MIRROR to an address or"
                        + " folder that has them, or name the file with --weights.");
        return CommandResult.done(documents, lines);
    }

    private CommandResult one(String wanted) {
        Backbones backbones = learner().backbones();
        BackboneEntry entry = backbones.named(wanted);
        Optional<Problem> problem = backbones.problem(entry);
        Optional<NetworkStructure> structure = problem.isPresent() ? Optional.empty() : backbones.structure(entry);
        List<BackboneDocument.Place> boundaries = structure
                .map(known -> known.boundaries().stream()
                        .map(BackboneDocument.Place::of)
                        .toList())
                .orElse(null);
        List<LayerGroup> groups = structure.map(NetworkStructure::groups).orElse(null);
        BackboneDocument document = document(entry, structure, problem, boundaries, groups);
        return CommandResult.done(document, BackboneText.of(document));
    }

    private BackboneDocument listed(BackboneEntry entry) {
        Optional<NetworkStructure> structure = structureOfMany(entry);
        Optional<Problem> problem =
                structure.isPresent() ? Optional.empty() : learner().backbones().problem(entry);
        return document(entry, structure, problem, null, null);
    }

    /** Omits what takes long: a zip of Deeplearning4j would be read as a whole. A damaged file does not stop the list. */
    private Optional<NetworkStructure> structureOfMany(BackboneEntry entry) {
        if (entry.weights().fileName().endsWith(".zip")) {
            return Optional.empty();
        }
        try {
            return learner().backbones().structure(entry);
        } catch (WeightsException e) {
            LOG.warn("the size of {} is not known: {}", entry.name(), e.getMessage());
            return Optional.empty();
        } catch (UsageException e) {
            LOG.debug("{} cannot be used here", entry.name(), e); // the problem of the entry says so
            return Optional.empty();
        }
    }

    private BackboneDocument document(
            BackboneEntry entry,
            Optional<NetworkStructure> structure,
            Optional<Problem> problem,
            List<BackboneDocument.Place> boundaries,
            List<LayerGroup> groups) {
        return BackboneDocument.of(
                entry,
                structure,
                learner().backbones().available(entry),
                learner().weights().expected(entry.weights()),
                problem.map(CommandTerms::in),
                boundaries,
                groups);
    }
}
