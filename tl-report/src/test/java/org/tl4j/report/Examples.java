package org.tl4j.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.calibration.TemperatureFit;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.evaluation.EvaluatedLabels;
import org.tl4j.core.evaluation.TemperatureScaling;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.preprocessing.Thumbnail;
import org.tl4j.core.preprocessing.ThumbnailReader;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;
import org.tl4j.learner.HeldOutImages;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingReportBuilder;

/** Training runs that never were, always the same. */
final class Examples {
    /** Copies of about as many bytes as those of photos. */
    static final ThumbnailReader PHOTOS = (location, side) -> {
        byte[] jpeg = new byte[side * side / 5];
        new Random(location.toString().hashCode()).nextBytes(jpeg);
        return new Thumbnail(ImageSize.square(side), jpeg);
    };

    private Examples() {}

    /** A run with {@code images} validation images of these classes. */
    static TrainingReport single(List<String> names, int images) {
        LabelSet labels = new LabelSet(names);
        Random random = new Random(7);
        List<EvaluatedLabels> heldOut = new ArrayList<>();
        List<Sample> train = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            String label = names.get(i % names.size());
            float[] said = new float[names.size()];
            said[random.nextInt(4) == 0 ? random.nextInt(said.length) : i % said.length] = 0.75f;
            said[random.nextInt(said.length)] += 0.25f;
            heldOut.add(new EvaluatedLabels(location("validation", i), Annotation.of(label), said));
            train.add(new Sample(location("train", i), label, Digest.of("image " + i), Optional.empty()));
        }
        return report(labels, train, heldOut)
                .validation(new Score(0.8, 0.5, images, false))
                .calibration(new Calibration(
                        Optional.of(new TemperatureFit(new TemperatureScaling(1.5), images, 0.05, 0.03, false)),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()))
                .build();
    }

    /** The same of images with several labels. */
    static TrainingReport several(List<String> names, int images) {
        LabelSet labels = new LabelSet(names, LabelMode.MULTI_LABEL);
        Random random = new Random(7);
        List<EvaluatedLabels> heldOut = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            float[] said = new float[names.size()];
            List<String> present = new ArrayList<>();
            for (int label = 0; label < said.length; label++) {
                said[label] = random.nextFloat();
                if (random.nextFloat() < said[label]) {
                    present.add(names.get(label));
                }
            }
            heldOut.add(new EvaluatedLabels(location("validation", i), Annotation.ofAll(present), said));
        }
        return report(labels, List.of(), heldOut).build();
    }

    private static TrainingReportBuilder report(LabelSet labels, List<Sample> train, List<EvaluatedLabels> heldOut) {
        Digest digest = Digest.of("a test");
        ImageSize input = ImageSize.square(224);
        BundleManifest manifest = new BundleManifest(
                "feature-extraction",
                labels,
                new Preprocessing(
                        new ResizeRule.Exact(input),
                        input,
                        ChannelOrder.RGB,
                        1,
                        List.of(0.0, 0.0, 0.0),
                        List.of(1.0, 1.0, 1.0)),
                "resnet18-imagenet",
                digest,
                List.of("avgpool"),
                Pooling.AVERAGE,
                List.of(),
                new ParameterCounts(11_177_538, 1026),
                Map.of(),
                false,
                List.of(),
                new Provenance("TL4J", Map.of("Java", "17"), digest, 1, Map.of("seed", "1"), Instant.EPOCH));
        return TrainingReport.builder(Path.of("model.tlz"), manifest)
                .split(new DatasetSplit(labels, train, List.of(), List.of(), List.of(), List.of()))
                .trainImages(train.size())
                .skipped(List.of(
                        new SkippedImage(ImageLocation.file(Path.of("home", "me", "ants", "broken.jpg")), "is <cut>")))
                .total(Duration.ofSeconds(9))
                .warnings(List.of(new TrainingWarning(
                        WarningKind.FEW_IMAGES, "class " + labels.name(0), "has 3 training images", "add images")))
                .decisions(List.of(new Decision.FrozenScored(20, new Score(0.8, 0.5, heldOut.size(), false))))
                .heldOut(Optional.of(new HeldOutImages(heldOut, false, Map.of())));
    }

    private static ImageLocation location(String part, int number) {
        return ImageLocation.zipEntry(Path.of("photos.zip"), part + "/photo" + number + ".jpg");
    }
}
