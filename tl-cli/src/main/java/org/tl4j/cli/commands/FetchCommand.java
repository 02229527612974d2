package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.application.text.Format;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.output.CommandTerms;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.learner.Backbones;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl backbones fetch}: fetches weights to this machine, or into a mirror for machines without a network. */
@Command(name = "fetch", description = "Fetches weights into the cache folder, or into a folder for TL_MIRROR.")
public final class FetchCommand extends JsonCommand {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "The backbones.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "The weights of all backbones that can be fetched from here.")
    private boolean all;

    @Option(names = "--to", paramLabel = "FOLDER", description = "The target folder; by default the cache folder.")
    private Optional<Path> to = Optional.empty();

    /** A command that works with {@code context}. */
    public FetchCommand(Context context) {
        super(context);
    }

    /**
     * The JSON for one backbone.
     *
     * @param name of the backbone
     * @param file where its weights are; left out if they cannot be fetched
     * @param sha256 the digest of the file
     * @param reason why there is no file
     * @param failed whether the fetch failed
     */
    record Fetched(String name, String file, String sha256, String reason, boolean failed) {
        static Fetched without(String name, String reason, boolean failed) {
            return new Fetched(name, null, null, reason, failed);
        }

        String line() {
            String found = file == null ? reason : file + ", SHA-256 " + sha256;
            return name + (failed ? ": failed: " : ": ") + found;
        }
    }

    @Override
    CommandResult execute() {
        if (all == !names.isEmpty()) {
            throw new UsageException("backbones fetch", "must be given names or --all", all ? "both" : "neither", "");
        }
        Backbones backbones = learner().backbones();
        List<BackboneEntry> entries =
                all ? backbones.entries() : names.stream().map(backbones::named).toList();
        List<Fetched> documents = entries.stream().map(this::fetch).toList();
        List<String> lines =
                new ArrayList<>(documents.stream().map(Fetched::line).toList());
        lines.add(Format.count(
                        documents.stream().filter(one -> one.file() != null).count(), "file") + " in place.");
        boolean failed = documents.stream().anyMatch(Fetched::failed);
        return new CommandResult(documents, lines, failed ? ExitCodes.FAILED : ExitCodes.DONE);
    }

    /** A failure is reported, and the others are fetched nevertheless; a failure of the disk would affect all. */
    private Fetched fetch(BackboneEntry entry) {
        WeightsSource source = entry.weights();
        if (source.embedded()) {
            return Fetched.without(entry.name(), "comes with TL4J", false);
        }
        if (all && source.address().isEmpty() && !learner().backbones().available(entry)) {
            return Fetched.without(entry.name(), "has no address; bring " + source.fileName(), false);
        }
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            LocatedWeights found = learner().weights().fetch(source, to, progress);
            return new Fetched(entry.name(), found.main().name(), found.digest().hex(), null, false);
        } catch (WeightsException e) {
            if (names.size() == 1 || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return Fetched.without(entry.name(), CommandTerms.in(e.problem()).message(), true);
        }
    }
}
