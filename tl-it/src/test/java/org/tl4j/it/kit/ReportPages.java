package org.tl4j.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.comparison.ComparedStrategy;
import org.tl4j.learner.ComparisonReport;
import org.tl4j.learner.ComparisonRequest;
import org.tl4j.learner.EvaluationReport;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.report.EvaluationRecorder;
import org.tl4j.report.Report;
import org.tl4j.report.Reports;
import org.tl4j.report.TrainingHistory;
import org.tl4j.report.comparison.ComparisonContents;

/**
 * The pages of real runs: a model of 40 photos of ants and bees, whose classes and files have hostile names, and strategies
 * compared on a few garments.
 *
 * @param training with data health, a map and heat maps
 * @param evaluation of the same model on other photos
 * @param comparison of two strategies
 */
public record ReportPages(Path training, Path evaluation, Path comparison) {
    /** Markup that would run a script, with marks of writing direction. */
    public static final String ANTS = "ants <img src=x onerror=document.title='broken'>\u202E\"'&amp;";

    /** Long, and without a place to break it. */
    public static final String BEES = "bees_" + "x".repeat(120);

    private static final int PER_CLASS = 20;
    private static final String GARMENTS = "resnet20-garments";

    /** Makes them; skips the test where photos or weights are absent. */
    public static ReportPages make(Workshop workshop) {
        Path folder = workshop.newFolder("pages");
        try {
            Path train = photos("train", folder.resolve("photos"));
            Path test = photos("val", folder.resolve("others"));
            Path bundle = folder.resolve("insects <b>.tlz");
            Path training = training(workshop.learner(), train, bundle, folder.resolve("training.html"));
            Path evaluation = evaluation(workshop.learner(), test, bundle, folder.resolve("evaluation.html"));
            return new ReportPages(training, evaluation, comparison(workshop.learner(), folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first photos of each class; one of ants is put among the bees, so that there is a wrong label. */
    private static Path photos(String part, Path folder) throws IOException {
        Path ants = Files.createDirectories(folder.resolve(ANTS));
        Path bees = Files.createDirectories(folder.resolve(BEES));
        List<Path> first = sorted(Fixtures.path("data/hymenoptera/" + part + "/ants"));
        for (Path photo : first.subList(0, PER_CLASS)) {
            Files.copy(photo, ants.resolve("\"><script>alert(1)<!--" + photo.getFileName()));
        }
        for (Path photo :
                sorted(Fixtures.path("data/hymenoptera/" + part + "/bees")).subList(0, PER_CLASS)) {
            Files.copy(photo, bees.resolve(photo.getFileName()));
        }
        Files.copy(first.get(PER_CLASS), bees.resolve("an ant.jpg"));
        return folder;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    private static Path training(TransferLearner learner, Path data, Path bundle, Path page) {
        TrainingHistory history = new TrainingHistory();
        TrainingRequest request = Photos.request(data, bundle).withListener(history);
        TrainingReport trained = learner.train(request);
        Report.of(Reports.ofTraining(learner, request, trained, history)).write(page);
        return page;
    }

    private static Path evaluation(TransferLearner learner, Path data, Path bundle, Path page) {
        EvaluationRecorder recorder = new EvaluationRecorder();
        EvaluationRequest request = EvaluationRequest.of(bundle, data).withListener(recorder);
        EvaluationReport measured = learner.evaluate(request);
        Report.of(Reports.ofEvaluation(learner, request, measured, recorder)).write(page);
        return page;
    }

    private static Path comparison(TransferLearner learner, Path folder) {
        Garments garments = Garments.read();
        Path data = folder.resolve("garments");
        Garments.write(garments.draw(10, 1), data.resolve("train"));
        Garments.write(garments.draw(20, 2), data.resolve("test"));
        ComparisonReport report = learner.compare(ComparisonRequest.of(data)
                .withBackbones(List.of(BackboneRequest.of(GARMENTS)))
                .withStrategies(List.of(ComparedStrategy.FEATURE_EXTRACTION, ComparedStrategy.FROM_SCRATCH))
                .withPerClass(List.of(5, 10))
                .withSeeds(2)
                .withTimeBudget(Duration.ofHours(1)));
        Path page = folder.resolve("comparison.html");
        Report.of(new ComparisonContents("garments", report.result())).write(page);
        return page;
    }
}
