package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TransferLearner;

/** Training on two real photos per class. */
@ExtendWith(WorkshopExtension.class)
class FewImagesIT {
    private static final int IMAGES_PER_CLASS = 2;

    /** The mean of three draws is 0.82 in docs/measurements.md. */
    private static final double BAR = 0.7;

    private final TransferLearner learner;
    private final Path folder;

    FewImagesIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("few");
    }

    @Test
    void twoPhotosOfEachFlowerMakeAModelThatSaysHowItsHeadWasChosen() throws IOException {
        Path flowers = Fixtures.path("data/flowers12");
        Path data = folder.resolve("data");
        for (Path name : files(flowers.resolve("train"))) {
            Path target = Files.createDirectories(data.resolve(name.getFileName()));
            for (Path photo : files(name).subList(0, IMAGES_PER_CLASS)) {
                Files.copy(photo, target.resolve(photo.getFileName()));
            }
        }
        Path bundle = folder.resolve("few.tlz");

        TrainingReport report = learner.train(Photos.request(data, bundle).withSplit(new SplitSettings(0, 1)));

        assertThat(report.manifest().provenance().settings().get("head")).isIn("prototype", "logistic-regression");
        assertThat(report.manifest().reasons())
                .anySatisfy(reason -> assertThat(reason).startsWith("Head: ").contains("by leave-one-out"));
        Evaluation test = Photos.evaluate(learner, bundle, flowers, Subset.TEST);
        assertThat(test.accuracy()).isGreaterThanOrEqualTo(BAR);
        predictTheSameTwice(bundle, files(flowers.resolve("test/daisy")));
    }

    private void predictTheSameTwice(Path bundle, List<Path> photos) {
        List<Prediction> first = predict(bundle, photos);
        List<Prediction> second = predict(bundle, photos);
        for (int i = 0; i < photos.size(); i++) {
            assertThat(second.get(i).best().label())
                    .isEqualTo(first.get(i).best().label());
            assertThat(second.get(i).best().probability())
                    .isCloseTo(first.get(i).best().probability(), within(1e-6));
        }
    }

    private List<Prediction> predict(Path bundle, List<Path> photos) {
        try (Predictor predictor = learner.predictor(bundle)) {
            return photos.stream().map(predictor::predict).toList();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
