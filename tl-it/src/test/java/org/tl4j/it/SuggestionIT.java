package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.TrainingEvent.FeaturesReady;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.SuggestionReport;
import org.tl4j.learner.SuggestionReport.Suggestion;
import org.tl4j.learner.SuggestionRequest;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.predict.ImageSuggestions;
import org.tl4j.predict.SuggestionResult;
import org.tl4j.storage.StorageSettings;
import org.tl4j.strategies.extraction.FeatureExtractor;

/** Suggestions by a model whose frozen network has its features stored. */
@ExtendWith(WorkshopExtension.class)
class SuggestionIT {
    private static final int LABELLED = 6;
    private static final int UNLABELLED = 10;
    private static final int NEW = 3;
    private static final int WANTED = 8;

    private final TransferLearner learner;
    private final Path folder;

    SuggestionIT(Workshop workshop) {
        this.folder = workshop.newFolder("suggestion");
        // a store of its own: other tests compute features of the same garments
        this.learner = TransferLearner.create(StorageSettings.in(folder.resolve("cache")));
    }

    @AfterEach
    void close() {
        learner.close();
    }

    @Test
    void aSecondCallComputesNewImagesOnlyAndSuggestsAsTheNetworkDoes() throws IOException {
        Map<String, List<byte[]>> drawn = Garments.read().draw(LABELLED + UNLABELLED + 1, 5);
        Path labelled = folder.resolve("labelled");
        List<Path> pool = new ArrayList<>();
        List<Path> later = new ArrayList<>();
        drawn.forEach((label, images) -> {
            Garments.write(Map.of(label, images.subList(0, LABELLED)), labelled);
            for (int i = LABELLED; i < images.size(); i++) {
                Path file = Garments.write(images.get(i), folder.resolve("pool/" + label + i + ".png"));
                (i < LABELLED + UNLABELLED ? pool : later).add(file);
            }
        });
        Path broken = Files.writeString(folder.resolve("pool/broken.png"), "no image");
        pool.add(broken);
        Path bundle = folder.resolve("model.tlz");
        learner.train(request(labelled, bundle));

        Computed first = new Computed();
        Computed second = new Computed();
        learner.suggest(new SuggestionRequest(bundle, pool, WANTED).withProgress(first));
        pool.addAll(later.subList(0, NEW));
        SuggestionReport report = learner.suggest(new SuggestionRequest(bundle, pool, WANTED).withProgress(second));

        // the damaged one is tried again
        assertThat(first.images).isEqualTo(drawn.size() * UNLABELLED + 1);
        assertThat(second.images).isEqualTo(NEW + 1);
        assertThat(report.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining(broken.toString()));
        requireSame(report, new ImageSuggestions(learner.predictors()).suggest(bundle, pool, WANTED, Set.of()));
        trainOnSuggested(report, labelled);
    }

    private static void requireSame(SuggestionReport report, SuggestionResult byNetwork) {
        assertThat(report.images())
                .extracting(Suggestion::image)
                .isEqualTo(byNetwork.images().stream()
                        .map(suggested -> suggested.image())
                        .toList());
        for (int i = 0; i < WANTED; i++) {
            Suggestion stored = report.images().get(i);
            assertThat(stored.uncertainty()).isCloseTo(byNetwork.images().get(i).uncertainty(), within(1e-4));
            assertThat(stored.prediction().familiarity().orElseThrow().value())
                    .isCloseTo(
                            byNetwork
                                    .images()
                                    .get(i)
                                    .prediction()
                                    .familiarity()
                                    .orElseThrow()
                                    .value(),
                            within(0.05));
        }
        assertThat(byNetwork.failures()).hasSameSizeAs(report.failures());
    }

    /** Features of suggested images are those that training takes. */
    private void trainOnSuggested(SuggestionReport report, Path labelled) throws IOException {
        String label;
        try (Stream<Path> classes = Files.list(labelled)) {
            label = classes.findFirst().orElseThrow().getFileName().toString();
        }
        for (Suggestion suggestion : report.images()) {
            Files.copy(
                    suggestion.image(),
                    labelled.resolve(label).resolve(suggestion.image().getFileName()));
        }
        List<FeaturesReady> ready = new ArrayList<>();
        learner.train(request(labelled, folder.resolve("more.tlz")).withListener(event -> {
            if (event instanceof FeaturesReady features) {
                ready.add(features);
            }
        }));
        assertThat(ready).allSatisfy(features -> assertThat(features.computed()).isZero());
        assertThat(ready).isNotEmpty();
    }

    private static TrainingRequest request(Path data, Path bundle) {
        return TrainingRequest.of(data, bundle)
                .withBackbone(BackboneRequest.of("resnet20-garments"))
                .withStrategy(FeatureExtractionSettings.DEFAULT);
    }

    /** How many images go through the network. */
    private static final class Computed implements Progress {
        private long images;

        @Override
        public void at(String stage, long done, long total) {
            if (stage.equals(FeatureExtractor.STAGE)) {
                images = total;
            }
        }
    }
}
