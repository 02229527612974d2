package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.storage.StorageSettings;

class TransferLearnerTest {
    private static final Path ANY = Path.of("any");

    @TempDir
    private Path folder;

    @Test
    void reportsNullAsWrongUsage() {
        try (TransferLearner learner = learner()) {
            refused(() -> TransferLearner.create(null), "settings must be given");
            refused(() -> new LearnerModule(null), "settings must be given");
            refused(() -> learner.train(null), "request must be given");
            refused(() -> learner.findLearningRate(null), "request must be given");
            refused(() -> learner.evaluate(null), "request must be given");
            refused(() -> learner.features(null), "request must be given");
            refused(() -> learner.trainFromScratch(null), "request must be given");
            refused(() -> learner.importBackbone(null), "request must be given");
            refused(() -> learner.predictor(null), "bundle must be given");
            refused(() -> learner.exportDl4j(null, ANY), "bundle must be given");
            refused(() -> learner.exportDl4j(ANY, null), "file must be given");
            refused(() -> learner.convert(null, ANY), "bundle must be given");
            refused(() -> learner.convert(ANY, null), "file must be given");
            refused(() -> learner.export((ExportRequest) null), "request must be given");
            refused(() -> learner.safetensors(null, Map.of()), "bundle must be given");
        }
    }

    @Test
    void reportsNullInARequestAsWrongUsage() {
        refused(() -> TrainingRequest.of(null, ANY), "data must be given");
        refused(() -> TrainingRequest.of(ANY, null), "bundle must be given");
        refused(() -> TrainingRequest.of(ANY, ANY).withBackbone(null), "backbone must be given");
        refused(() -> TrainingRequest.of(ANY, ANY).withStrategy(null), "strategy must be given");
        refused(() -> EvaluationRequest.of(null, ANY), "bundle must be given");
        refused(() -> FeatureRequest.of(null), "data must be given");
        refused(
                () -> new FeatureRequest(null, ANY, Optional.empty(), ReadingSettings.DEFAULT, Progress.NONE),
                "backbone must be given");
        refused(() -> ImportRequest.of(ANY, null, null), "preprocessing must be given");
        refused(() -> BackboneRequest.of(null), "name must be given");
        refused(() -> BackboneRequest.of("resnet18").withWeights(null), "weights must be given");
    }

    @Test
    void refusesWorkOnceItIsClosed() {
        TransferLearner learner = learner();
        learner.close();
        learner.close();

        String message = "learner must be open, found one that was closed";
        refused(() -> learner.train(TrainingRequest.of(ANY, ANY)), message);
        refused(() -> learner.evaluate(EvaluationRequest.of(ANY, ANY)), message);
        refused(() -> learner.features(FeatureRequest.of(ANY)), message);
        refused(() -> learner.predictor(ANY), message);
        refused(learner::backbones, message);
        refused(learner::defaultForPhotos, message);
    }

    @Test
    void dataThatIsNotThereHasAKind() {
        try (TransferLearner learner = learner()) {
            assertThatThrownBy(() -> learner.train(TrainingRequest.of(folder.resolve("none"), folder.resolve("m.tlz"))))
                    .isInstanceOfSatisfying(
                            DataException.class, e -> assertThat(e.kind()).isEqualTo(DataKind.NOT_FOUND));
        }
    }

    @Test
    void saysWhatTrainingOnPhotosWouldTake() {
        try (TransferLearner online = TransferLearner.create(StorageSettings.in(folder));
                TransferLearner offline = learner()) {
            assertThat(online.defaultForPhotos()).hasValueSatisfying(selection -> {
                assertThat(selection.name()).isEqualTo("resnet18-imagenet");
                assertThat(selection.origin()).isEqualTo(WeightsOrigin.FETCHED);
                assertThat(selection.bytes()).hasValue(46_758_048);
            });
            assertThat(offline.defaultForPhotos().map(BackboneSelection::origin))
                    .contains(WeightsOrigin.MISSING);
        }
    }

    @Test
    void trainingWithoutANamedBackboneSaysInReportAndEventsWhatItTook() throws IOException {
        for (String label : List.of("light", "dark")) {
            Path images = Files.createDirectories(folder.resolve("grey").resolve(label));
            for (int i = 0; i < 6; i++) {
                BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
                int level = (label.equals("light") ? 200 : 40) + i;
                image.setRGB(i, i, level << 16 | level << 8 | level);
                ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
            }
        }
        List<TrainingEvent> events = new ArrayList<>();
        try (TransferLearner learner = learner()) {
            TrainingReport report = learner.train(TrainingRequest.of(folder.resolve("grey"), folder.resolve("grey.tlz"))
                    .withStrategy(FeatureExtractionSettings.DEFAULT)
                    .withListener(events::add));

            assertThat(report.backbone().name()).isEqualTo("resnet20-garments");
            assertThat(report.backbone().requested()).isFalse();
            assertThat(report.backbone().origin()).isEqualTo(WeightsOrigin.EMBEDDED);
            assertThat(report.warnings())
                    .extracting(TrainingWarning::kind)
                    .containsExactly(WarningKind.BACKBONE_BY_DEFAULT, WarningKind.FEW_IMAGES);
            assertThat(events.get(0)).isEqualTo(new TrainingEvent.BackboneSelected(report.backbone()));
            assertThat(events)
                    .filteredOn(TrainingEvent.Warned.class::isInstance)
                    .extracting(event -> ((TrainingEvent.Warned) event).warning())
                    .isEqualTo(report.warnings());
            assertThat(report.manifest().refitted()).isFalse();
        }
    }

    private TransferLearner learner() {
        return TransferLearner.create(StorageSettings.in(folder).offline());
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UsageException.class).hasMessageStartingWith(message);
    }
}
