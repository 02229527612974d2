package org.tl4j.data.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;

class LayoutTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // as archives of Kaggle unpack
                "seg_train/seg_train/a/1 seg_train/seg_train/b/2 seg_test/seg_test/a/3 seg_test/seg_test/b/4"
                        + "| train:a train:b test:a test:b",
                "train/train/a/1 train/train/b/2 test/test/a/3 test/test/b/4 | train:a train:b test:a test:b",
                "train/train/a/1 train/train/b/2 test/test/3 test/test/4 | train:a train:b - -",
                "train/train/a/1 train/train/b/2 | train:a train:b",
                "Train/train/a/1 Train/train/b/2 Test/test/a/3 | train:a train:b test:a",
                "ds/ds/a/1 ds/ds/b/2 | a b",
                "ds/ds/train/a/1 ds/ds/test/a/2 | train:a test:a",
                "ds/a/1 ds/b/2 | a b",
                "x/train/a/1 x/train/b/2 x/valid/a/3 x/test/b/4 | train:a train:b validation:a test:b",
                "set/training_set/training_set/a/1 set/training_set/training_set/b/2 set/test_set/test_set/a/3"
                        + "| train:a train:b test:a",
                "trainset/a/1 trainset/b/2 testset/a/3 | train:a train:b test:a",
                "TrainData/a/1 ValData/a/2 | train:a validation:a",
                "seg_train/a/1 seg_train/b/2 seg_test/a/3 seg_pred/4 | train:a train:b test:a -",
                "train/a/1 train/b/2 test1/a/3 | train:a train:b test:a",
                "train/images/a/1 train/images/b/2 test/images/a/3 | train:a train:b test:a",
                "images/train/a/1 images/val/b/2 | train:a validation:b",
                "training/a/1 validation/b/2 | train:a validation:b",
                // parts inside the classes
                "a/train/1 a/test/2 b/train/3 b/test/4 | train:a test:a train:b test:b",
                // folders inside the classes
                "a/x/1 a/y/2 b/x/3 b/4 | a a b b",
                "a/deep/er/1 b/2 | a b",
                "a/sub/1 | a",
                // classes that are named like parts
                "bus/1 train/2 | bus train",
                "steam_train/1 beta_test/2 | steam_train beta_test",
                "train_station/1 test_tube/2 | train_station test_tube",
                "test_positive/1 test_negative/2 | test_positive test_negative",
                "test/1 exam/2 | test exam",
                "bus/a/1 train/b/2 | bus train",
                // images outside class folders
                "train/1 test/2 | - -",
                "train_images/1 test_images/2 | - -",
                "1 2 | - -"
            })
    void readsClassesAndParts(String files, String expected) {
        assertThat(places(files)).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train/train/a/1 test/test/b/2",
                "x_train/x_train/a/1 x_train/x_train/b/2 x_test/x_test/a/3",
                "data/train/train/a/1 data/train/train/b/2 data/test/test/x/3"
            })
    void noClassIsNamedTrainOrTest(String files) {
        assertThat(Layout.arrange(found(files), false).files())
                .allSatisfy(file -> assertThat(file.label().orElse(""))
                        .doesNotContain("train")
                        .doesNotContain("test"));
    }

    @Test
    void partsOfSingleClassesAreRefused() {
        assertThatThrownBy(() -> places("cats_train/1 cats_test/2 dogs_train/3 dogs_test/4"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must have the parts outside and the classes inside")
                .hasMessageContaining("cats_test, cats_train, dogs_test, dogs_train");
    }

    @Test
    void whatWasUnderstoodIsRemarkedWhereAnotherReadingIsPossible() {
        assertThat(Layout.arrange(found("ds/ds/a/1 ds/ds/b/2"), false).remarks())
                .containsExactly("The folder ds/ds was looked through; its 2 folders are the classes.");
        assertThat(Layout.arrange(found("fold1/a/1 fold1/b/2 fold2/a/3 fold2/b/4"), false)
                        .remarks())
                .singleElement()
                .asString()
                .startsWith("The folders fold1, fold2 are taken as the classes, and each of them holds the same"
                        + " folders a, b");
        assertThat(Layout.arrange(found("caf\u00E9/1 cafe\u0301/2 b/3"), false).remarks())
                .singleElement()
                .asString()
                .startsWith("2 folders are one class, caf\u00E9");
        assertThat(Layout.arrange(found("a/1 b/2"), false).remarks()).isEmpty();
        assertThat(SimilarLabels.remarks(List.of("Ants", "ants ", "bees")))
                .singleElement()
                .asString()
                .startsWith("The labels 'Ants' and 'ants ' differ only by capitals");
    }

    @Test
    void anArchiveMayHaveOneClassInItsFolder() {
        assertThat(Layout.arrange(found("photos/ants/1"), true).files())
                .extracting(file -> file.label().orElseThrow())
                .containsExactly("ants");
    }

    private static String places(String files) {
        return String.join(
                " ",
                Layout.arrange(found(files), false).files().stream()
                        .map(file -> file.subset()
                                        .map(Subset::word)
                                        .map(word -> word + ":")
                                        .orElse("")
                                + file.label().orElse("-"))
                        .toList());
    }

    /** Images, and the folders that contain them. */
    private static List<FileEntry> found(String files) {
        List<FileEntry> found = new ArrayList<>();
        Set<List<String>> folders = new LinkedHashSet<>();
        for (String file : files.strip().split(" ", -1)) {
            List<String> path = Stream.of((file + ".png").split("/", -1)).toList();
            found.add(new FileEntry(ImageLocation.file(Path.of(file + ".png")), path));
            for (int length = 0; length < path.size(); length++) {
                folders.add(path.subList(0, length));
            }
        }
        folders.forEach(folder -> found.add(FileEntry.folder(ImageLocation.file(Path.of("x")), folder)));
        return found;
    }
}
