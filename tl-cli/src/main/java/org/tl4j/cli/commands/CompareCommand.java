package org.tl4j.cli.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.tl4j.application.documents.CompareDocument;
import org.tl4j.application.documents.Json;
import org.tl4j.application.runs.ComparisonFile;
import org.tl4j.application.runs.RunFolder;
import org.tl4j.application.settings.StrategyFile;
import org.tl4j.application.settings.TimeText;
import org.tl4j.application.tables.CompareCsv;
import org.tl4j.application.text.CompareText;
import org.tl4j.application.text.SkippedText;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.comparison.ComparedStrategy;
import org.tl4j.core.comparison.ComparisonEvent;
import org.tl4j.core.comparison.ComparisonListener;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.learner.ComparisonReport;
import org.tl4j.learner.ComparisonRequest;
import org.tl4j.report.Report;
import org.tl4j.report.comparison.ComparisonContents;
import org.tl4j.storage.files.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl compare}: what transfer learning is worth on the user's own images. */
@Command(
        name = "compare",
        description = {
            "Compares networks and ways to train them on your images, with few and with more of them: how good, how soon.",
            "No model is kept. Interrupted, the same command goes on where it was."
        })
public final class CompareCommand extends EngineCommand {
    private static final String ALL = "all";
    private static final String PER_CLASS = "--per-class";
    private static final String ENDING = ".compare";
    private static final String WEIGHTS = "--weights";
    private static final String STRATEGIES = "--strategies";
    private static final String AUTO = StrategyFile.AUTO.word();

    @Parameters(index = "0", paramLabel = "DIR|ZIP|CSV", description = "Labelled images, laid out as for `tl train`.")
    private Path data;

    @Option(
            names = "--backbones",
            paramLabel = "NAME",
            split = ",",
            description = {
                "The pretrained networks, separated by commas; `tl backbones` lists them. By default the one that",
                "`tl train` takes."
            })
    private List<String> backbones = List.of();

    @Option(
            names = WEIGHTS,
            paramLabel = "FILE",
            description = {
                "A safetensors file of the weights of the network, instead of the one in TL_MIRROR or the cache folder;",
                "goes with one network in --backbones."
            })
    private Optional<Path> weights = Optional.empty();

    @Option(
            names = STRATEGIES,
            paramLabel = "NAME",
            split = ",",
            defaultValue = "feature-extraction,fine-tuning,from-scratch",
            description = "How they are trained, separated by commas; by default ${DEFAULT-VALUE}.")
    private List<String> strategies;

    @Option(
            names = PER_CLASS,
            paramLabel = "N",
            split = ",",
            defaultValue = "5,10,20,50,all",
            description = {
                "How many images of each class or label are used, separated by commas; a fifth of them for validation.",
                "By default ${DEFAULT-VALUE}."
            })
    private List<String> perClass;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often everything is repeated with other images; by default ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--time-budget",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = {
                "How long all trainings may take, such as 90s, 10m or 1h30m; by default ${DEFAULT-VALUE}. What does not fit",
                "has fewer epochs or is left out; the same command with more time goes on."
            })
    private String timeBudget;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = {
                "The folder for report.html, comparison.csv, comparison.json and runs.json, which keeps what was measured;",
                "by default named as the data, with the ending .compare, in the working folder."
            })
    private Optional<Path> output = Optional.empty();

    @Mixin
    private LabelledDataOptions labelled = new LabelledDataOptions();

    /** A command that works with {@code context}. */
    public CompareCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        ComparisonRequest request = request();
        Path folder = output.orElseGet(this::besideTheWork);
        OutputPlace.check(
                folder.resolve(ComparisonFile.NAME),
                Stream.concat(Stream.of(data), weights.stream()).toList());
        OutputPlace.requireOutside("--output", data, folder);
        try (RunFolder locked = RunFolder.open(folder);
                ConsoleProgress progress = new ConsoleProgress(console())) {
            ComparisonReport report = compare(request.withProgress(progress), locked);
            CompareDocument document = CompareDocument.of(report);
            CompareCsv.write(folder.resolve("comparison.csv"), document);
            AtomicFile.writeReplaceable(folder.resolve("comparison.json"), Json.text(document) + "\n");
            Path page = folder.resolve("report.html");
            Report.of(new ComparisonContents(name(), report.result())).write(page);
            List<String> lines = new ArrayList<>(CompareText.of(report));
            lines.addAll(SkippedText.of(report.skipped(), Commands.WORDS.everything()));
            lines.add("");
            lines.add("Written to %s, with comparison.csv and comparison.json beside it".formatted(page));
            return CommandResult.done(document, lines);
        }
    }

    /** Where nothing was kept, no folder is left behind. */
    private ComparisonReport compare(ComparisonRequest request, RunFolder folder) {
        try {
            context().resumption().beginRepeatable();
            return learner()
                    .compare(request.withStore(new ComparisonFile(folder.path()))
                            .withListeners(new Lines(), this::reportSelection));
        } catch (RuntimeException | Error e) {
            if (Files.notExists(folder.path().resolve(ComparisonFile.NAME))) {
                folder.abandon();
            }
            throw e;
        } finally {
            context().resumption().over();
        }
    }

    private ComparisonRequest request() {
        ComparisonRequest request = ComparisonRequest.of(data)
                .withStrategies(
                        strategies.stream().map(CompareCommand::strategy).toList())
                .withPerClass(perClass.stream().map(CompareCommand::count).toList())
                .withSeeds(seeds)
                .withTimeBudget(time())
                .withReading(labelled.reading());
        return request.withBackbones(networks());
    }

    private List<BackboneRequest> networks() {
        if (weights.isPresent() && backbones.size() != 1) {
            throw new UsageException(
                    WEIGHTS,
                    "goes with one network in --backbones",
                    backbones.isEmpty() ? "none" : String.join(", ", backbones),
                    "name the network of the file, or leave it out");
        }
        return backbones.stream()
                .map(String::strip)
                .map(name -> new BackboneRequest(name, weights, List.of(), Optional.empty(), OptionalInt.empty()))
                .toList();
    }

    private Duration time() {
        return TimeText.parse(timeBudget.strip())
                .orElseThrow(() -> new UsageException("--time-budget", "must be " + TimeText.RULE, timeBudget, ""));
    }

    private static ComparedStrategy strategy(String word) {
        if (word.strip().equals(AUTO)) {
            throw new UsageException(
                    STRATEGIES,
                    "must name strategies that always train in the same way",
                    AUTO + ", which chooses between " + ComparedStrategy.FEATURE_EXTRACTION.word() + " and "
                            + ComparedStrategy.FINE_TUNING.word(),
                    "name both: the comparison measures each");
        }
        return EnumNames.find(ComparedStrategy.class, word.strip())
                .orElseThrow(() -> new UsageException(
                        STRATEGIES,
                        "must be of " + String.join(", ", EnumNames.all(ComparedStrategy.class)),
                        word,
                        Suggestions.question(word, EnumNames.all(ComparedStrategy.class))));
    }

    private static int count(String text) {
        if (text.strip().equals(ALL)) {
            return ComparisonPlan.ALL;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new UsageException(PER_CLASS, "must be whole numbers or " + ALL, text, "");
        }
    }

    /** {@code photos.compare} for {@code photos}, {@code photos.zip} and {@code photos.csv}. */
    private Path besideTheWork() {
        String text = name();
        int dot = Files.isDirectory(data) ? -1 : text.lastIndexOf('.');
        return Path.of((dot > 0 ? text.substring(0, dot) : text) + ENDING);
    }

    private String name() {
        Path name = data.toAbsolutePath().normalize().getFileName();
        return name == null ? "images" : name.toString();
    }

    /** A line for each training. */
    private final class Lines implements ComparisonListener {
        private int of;
        private ScoreMetric metric = ScoreMetric.ACCURACY;

        @Override
        public void on(ComparisonEvent event) {
            if (event instanceof ComparisonEvent.Planned planned) {
                of = planned.plan().cells().size();
                metric = planned.metric();
            }
            String line = CompareText.progress(event, of, metric);
            if (!line.isEmpty()) {
                console().say(line);
            }
        }
    }
}
