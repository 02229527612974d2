package org.tl4j.application.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.prediction.Familiarity;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.provenance.Digest;

class ImageSorterTest {
    private static final LabelSet LABELS = new LabelSet(List.of("ants", "bees", "unsure"), LabelMode.MULTI_LABEL);
    private static final Digest MODEL = Digest.of("a model");

    @TempDir
    private Path folder;

    @Test
    void eachImageIsCopiedToWhereItBelongs() {
        Path one = image("in/one.png", "1");
        try (ImageSorter sorter = sorter()) {
            sorter.add(one, labelled("ants", "bees"));
            sorter.add(image("in/two.png", "2"), labelled());
            sorter.add(image("in/three.png", "3"), labelled("unsure"));
            sorter.add(image("in/four.png", "4"), single(List.of(), false));
            sorter.add(image("in/five.png", "5"), single(List.of("ants"), true));
            sorter.add(Path.of("six.png"), new PredictionResult.Failed(new DataException("six.png", "a", "b", "")));

            assertThat(sorter.copies()).containsEntry("ants", 1L).containsEntry("unfamiliar", 1L);
        }

        String other = new LabelFolders(LABELS.names()).of("unsure");
        assertThat(copies())
                .containsExactlyInAnyOrder(
                        "ants/one.png",
                        "bees/one.png",
                        "no-label/two.png",
                        other + "/three.png",
                        "unsure/four.png",
                        "unfamiliar/five.png",
                        "predictions.csv");
        assertThat(one).hasContent("1");
        assertThat(folder.resolve("out/predictions.csv")).content().contains("six.png,,,");
    }

    @Test
    void imagesOfTheSameNameAreKeptApart() {
        try (ImageSorter sorter = sorter()) {
            sorter.add(image("a/x.png", "1"), labelled("ants"));
            sorter.add(image("b/x.png", "2"), labelled("ants"));
            sorter.add(image("c/x.png", "1"), labelled("ants"));
        }

        assertThat(copies()).hasSize(3).anyMatch(name -> name.matches("ants/x-[0-9a-f]{12}\\.png"));
        assertThat(folder.resolve("out/ants/x.png")).hasContent("1");
    }

    @Test
    void aRunAfterACrashCopiesNothingTwice() throws IOException {
        Path first = image("a/x.png", "1");
        Path second = image("b/x.png", "2");
        try (ImageSorter sorter = sorter()) {
            sorter.add(first, labelled("ants"));
            sorter.add(second, labelled("ants"));
        }
        List<String> before = copies();
        // the copies were made, the last row was not
        Files.delete(folder.resolve("out/predictions.csv"));

        try (ImageSorter sorter = sorter()) {
            assertThat(sorter.has(first)).isFalse();
            sorter.add(second, labelled("ants"));
            sorter.add(first, labelled("ants"));
            assertThat(sorter.has(first)).isFalse();
        }
        try (ImageSorter sorter = sorter()) {
            assertThat(sorter.has(first)).isTrue();
        }
        assertThat(copies()).isEqualTo(before);
    }

    @Test
    void otherContentIsNeverReplaced() {
        Path there = image("out/ants/x.png", "mine");

        try (ImageSorter sorter = sorter()) {
            sorter.add(image("a/x.png", "1"), labelled("ants"));
        }

        assertThat(there).hasContent("mine");
        assertThat(copies()).hasSize(3);
    }

    @Test
    void aFolderThatIsALinkIsRefused() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectories(folder.resolve("out"));
        Files.createSymbolicLink(folder.resolve("out/ants"), elsewhere);

        try (ImageSorter sorter = sorter()) {
            Path image = image("a/x.png", "1");
            assertThatExceptionOfType(EnvironmentException.class)
                    .isThrownBy(() -> sorter.add(image, labelled("ants")))
                    .withMessageContaining("a link");
        }
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void anImageThatHasGoneMeanwhileIsListed() {
        try (ImageSorter sorter = sorter()) {
            sorter.add(folder.resolve("gone.png"), labelled("ants"));
        }

        assertThat(copies()).containsExactly("predictions.csv");
        assertThat(folder.resolve("out/predictions.csv")).content().contains("must be readable when it is copied");
    }

    private ImageSorter sorter() {
        return ImageSorter.open(folder.resolve("out"), LABELS, MODEL);
    }

    private static PredictionResult labelled(String... labels) {
        List<ScoredLabel> accepted =
                Stream.of(labels).map(label -> new ScoredLabel(label, 0.9)).toList();
        return new PredictionResult.Predicted(new Prediction(
                LabelMode.MULTI_LABEL,
                List.of(new ScoredLabel("ants", 0.9)),
                accepted,
                Optional.empty(),
                Optional.empty()));
    }

    private static PredictionResult single(List<String> accepted, boolean unfamiliar) {
        return new PredictionResult.Predicted(new Prediction(
                LabelMode.SINGLE_LABEL,
                List.of(new ScoredLabel("ants", 0.9)),
                accepted.stream().map(label -> new ScoredLabel(label, 0.9)).toList(),
                Optional.empty(),
                Optional.of(new Familiarity(0.5, unfamiliar))));
    }

    private Path image(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> copies() {
        Path out = folder.resolve("out");
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
