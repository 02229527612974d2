package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.RecordedImage;
import org.tl4j.core.bundle.TrainingRecord;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.evaluation.LabelComparison;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.DiffReport;
import org.tl4j.learner.DiffRequest;
import org.tl4j.learner.GrowthReport;
import org.tl4j.learner.GrowthRequest;
import org.tl4j.learner.LabelChanges;
import org.tl4j.learner.TransferLearner;

/** Models of real photos that get more photos and other classes. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class GrowingIT {
    private static final int OLD = 60;

    private final TransferLearner learner;
    private final Path folder;
    private final Path model;

    GrowingIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("growing");
        this.model = folder.resolve("old.tlz");
    }

    @BeforeAll
    void trainOnSomeAntsAndBees() {
        for (String name : List.of("ants", "bees")) {
            List<Path> photos = photos("data/hymenoptera/train/" + name);
            copy(photos.subList(0, OLD), folder.resolve("old/" + name));
            copy(photos.subList(OLD, photos.size()), folder.resolve("more/" + name));
        }
        copy(photos("data/flowers12/train/daisy"), folder.resolve("more/daisy"));
        Photos.train(learner, folder.resolve("old"), model);
    }

    @Test
    void aBundleRecordsItsImagesByTheirContent() {
        TrainingRecord record = learner.bundles().read(model).record().orElseThrow();

        assertThat(record.sources()).containsExactly(folder.resolve("old").toString());
        assertThat(record.images()).hasSize(2 * OLD);
        assertThat(record.images()).extracting(RecordedImage::subset).contains(Subset.TRAIN, Subset.VALIDATION);
    }

    @Test
    void morePhotosAndAClassCostTheNewPhotosAlone() {
        Path grown = folder.resolve("grown.tlz");
        Computed computed = new Computed();
        GrowthRequest request =
                request(GrowthRequest.of(model, grown).withData(folder.resolve("more")), Optional.empty(), computed);

        GrowthReport report = learner.grow(request);

        BundleManifest manifest = learner.bundles().read(grown).manifest();
        assertThat(manifest.labels().names()).containsExactly("ants", "bees", "daisy");
        assertThat(manifest.backbone()).isEqualTo(Photos.BACKBONE);
        assertThat(report.oldImages()).isEqualTo(2 * OLD);
        assertThat(computed.computed).isLessThanOrEqualTo(report.newImages());
        assertThat(computed.reused).isGreaterThanOrEqualTo(2 * OLD);
        assertThat(report.comparison().images()).isPositive();
        assertThat(label(report, "daisy").first()).isEmpty();
        assertThat(label(report, "daisy").second().orElseThrow()).isGreaterThan(0.8);
        // each old image has the role that it had
        TrainingRecord before = learner.bundles().read(model).record().orElseThrow();
        TrainingRecord after = learner.bundles().read(grown).record().orElseThrow();
        assertThat(after.images()).containsAll(before.images());
        assertThat(after.sources()).hasSize(2);
    }

    @Test
    void labelsAreRenamedMergedAndLeftOutWithoutAnyFile() {
        Path renamed = folder.resolve("renamed.tlz");
        GrowthReport report = learner.grow(
                GrowthRequest.of(model, renamed).withChanges(LabelChanges.NONE.rename("bees", "honeybees")));

        assertThat(learner.bundles().read(renamed).manifest().labels().names()).containsExactly("ants", "honeybees");
        // the same images, the same settings: the same network under other names
        assertThat(report.comparison().first()).isEqualTo(report.comparison().second());
        assertThat(report.comparison().differing()).isEmpty();
        assertThat(report.comparison().images()).isPositive();
    }

    @Test
    void imagesThatAreGoneAreNamedAndMustBeAllowed() throws IOException {
        Path photos = folder.resolve("gone");
        copyAll(folder.resolve("old"), photos);
        Path bundle = folder.resolve("gone.tlz");
        try (TransferLearner elsewhere = TransferLearner.create(Workshop.settings(folder.resolve("home of gone")))) {
            Photos.train(elsewhere, photos, bundle);
        }
        Files.delete(photos.resolve("ants")
                .resolve(photos("data/hymenoptera/train/ants").get(0).getFileName()));
        // another store, in which no feature is
        try (TransferLearner other = TransferLearner.create(Workshop.settings(folder.resolve("other home")))) {
            Path output = folder.resolve("after.tlz");
            GrowthRequest request = GrowthRequest.of(bundle, output);

            assertThatThrownBy(() -> other.grow(request))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("1 are gone: ants 1")
                    .hasMessageContaining("forgets");
            assertThat(output).doesNotExist();

            GrowthReport report = other.grow(request.allowingWithoutOld());
            assertThat(report.lost()).isEqualTo(1);
            assertThat(report.oldImages()).isEqualTo(2 * OLD - 1);
        }
    }

    @Test
    void aWorseModelIsNotWrittenIfThatIsRefused() {
        Path output = folder.resolve("worse.tlz");
        // so strong a penalty that every photo gets the most frequent class
        StrategySettings useless =
                new FeatureExtractionSettings(new HeadSettings(List.of(1e9), 5, false, 100, 1e-5, false));

        GrowthReport report = learner.grow(request(
                GrowthRequest.of(model, output).withData(folder.resolve("more")).refusingWorse(),
                Optional.of(useless),
                TrainingListener.NONE));

        assertThat(report.comparison().secondIsWorse()).isTrue();
        assertThat(report.written()).isFalse();
        assertThat(output).doesNotExist();
    }

    @Test
    void twoModelsAreComparedOnTheSamePhotos() {
        Path grown = folder.resolve("for diff.tlz");
        learner.grow(GrowthRequest.of(model, grown).withData(folder.resolve("more")));

        DiffReport same = learner.diff(DiffRequest.of(model, model, Fixtures.path("data/hymenoptera")));
        DiffReport report = learner.diff(DiffRequest.of(model, grown, Fixtures.path("data/hymenoptera")));

        assertThat(same.comparison().differing()).isEmpty();
        assertThat(same.comparison().pValue()).isEqualTo(1);
        assertThat(report.subset()).contains(Subset.VALIDATION);
        assertThat(report.comparison().images()).isEqualTo(153);
        assertThat(report.comparison().first()).isGreaterThan(0.8);
        assertThat(report.comparison().onlyFirst() + report.comparison().onlySecond())
                .isLessThanOrEqualTo(report.comparison().differing().size());
    }

    private static LabelComparison label(GrowthReport report, String name) {
        return report.comparison().perLabel().stream()
                .filter(label -> label.label().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static GrowthRequest request(
            GrowthRequest request, Optional<StrategySettings> strategy, TrainingListener listener) {
        return new GrowthRequest(
                request.model(),
                request.output(),
                request.data(),
                request.changes(),
                strategy,
                request.withoutOld(),
                request.refuseWorse(),
                request.reading(),
                request.checkpoints(),
                request.progress(),
                listener);
    }

    /** How many features were computed, and how many came from the store. */
    private static final class Computed implements TrainingListener {
        private int computed;
        private int reused;

        @Override
        public void on(TrainingEvent event) {
            if (event instanceof TrainingEvent.FeaturesReady ready) {
                computed += ready.computed();
                reused += ready.reused();
            }
        }
    }

    private static List<Path> photos(String name) {
        try (Stream<Path> files = Files.list(Fixtures.path(name))) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(List<Path> files, Path target) {
        try {
            Files.createDirectories(target);
            for (Path file : files) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyAll(Path from, Path to) {
        for (String name : List.of("ants", "bees")) {
            try (Stream<Path> files = Files.list(from.resolve(name))) {
                copy(files.toList(), to.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
