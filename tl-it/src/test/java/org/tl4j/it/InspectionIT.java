package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.inspection.PixelDefect;
import org.tl4j.core.inspection.ShortcutCheck;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.data.ImageData;
import org.tl4j.it.kit.Cifar10;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.InspectionRequest;
import org.tl4j.learner.TransferLearner;

/** What is found wrong with real photos, of which some were given wrong labels. */
@ExtendWith(WorkshopExtension.class)
class InspectionIT {
    private static final Path FLOWERS = Fixtures.path("data/flowers12/train");
    private static final String BACKBONE = "squeezenet1_1-imagenet";

    private final TransferLearner learner;
    private final Path folder;

    InspectionIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("inspection");
    }

    @Test
    void plantedWrongLabelsOfFlowersAreFoundAndHardlyAnyOther() {
        for (int seed = 1; seed <= 3; seed++) {
            checkPlanted(FLOWERS, BACKBONE, seed, 0.75, 0.85);
        }
    }

    /** Of test images: the network was trained on others of the same classes. */
    @Test
    void plantedWrongLabelsOfSmallPicturesAreFound() throws IOException {
        Path pictures = folder.resolve("cifar10");
        Cifar10.write(pictures, 200);
        checkPlanted(pictures, "resnet56-cifar10", 1, 0.7, 0.6);
    }

    /** A tenth of the labels is replaced by another label, drawn by the seed. */
    private void checkPlanted(Path images, String backbone, int seed, double recall, double precision) {
        Dataset dataset = ImageData.datasetSource().read(images, ReadingSettings.DEFAULT, Progress.NONE);
        List<Sample> samples = new ArrayList<>(dataset.samples());
        Set<ImageLocation> planted = plant(samples, dataset, new Random(seed));
        Inspection found =
                learner.inspect(relabelled(images, dataset, samples, backbone)).inspection();
        long right = found.wrongLabels().stream()
                .filter(label -> planted.contains(
                        found.images().get(label.image()).sample().location()))
                .count();
        assertThat((double) right / planted.size()).as("recall, seed " + seed).isGreaterThanOrEqualTo(recall);
        assertThat((double) right / found.wrongLabels().size())
                .as("precision, seed " + seed)
                .isGreaterThanOrEqualTo(precision);
    }

    @Test
    void flowersAsTheyAreHaveCopiesAndHardlyAnythingElse() {
        Inspection found = learner.inspect(InspectionRequest.of(FLOWERS).withBackbone(BackboneRequest.of(BACKBONE)))
                .inspection();
        assertThat(found.nearDuplicates()).hasSizeBetween(20, 100);
        assertThat(found.wrongLabels()).hasSizeLessThan(15);
        assertThat(found.pixelFindings()).hasSizeLessThan(10);
        assertThat(found.pixelFindings()).allMatch(finding -> finding.defect() == PixelDefect.BLURRED);
        assertThat(found.shortcuts()).noneMatch(check -> check.verdict() == ShortcutCheck.Verdict.STRONG);
        assertThat(found.map().orElseThrow().points()).hasSameSizeAs(found.images());
    }

    private static Set<ImageLocation> plant(List<Sample> samples, Dataset dataset, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        Set<ImageLocation> planted = new HashSet<>();
        int classes = dataset.labels().size();
        for (int i : order.subList(0, samples.size() / 10)) {
            Sample old = samples.get(i);
            int other = (dataset.labels().indexOf(old.label()) + 1 + random.nextInt(classes - 1)) % classes;
            samples.set(i, new Sample(old.location(), dataset.labels().name(other), old.digest(), old.subset()));
            planted.add(old.location());
        }
        return planted;
    }

    private static InspectionRequest relabelled(Path images, Dataset dataset, List<Sample> samples, String backbone) {
        return new InspectionRequest(
                images,
                Optional.of(new DatasetSplit(dataset.labels(), samples, List.of(), List.of(), List.of(), List.of())),
                true,
                Optional.of(BackboneRequest.of(backbone)),
                0,
                ReadingSettings.DEFAULT,
                Progress.NONE,
                TrainingListener.NONE);
    }
}
