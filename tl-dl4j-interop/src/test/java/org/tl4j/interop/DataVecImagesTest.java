package org.tl4j.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.io.labels.PathLabelGenerator;
import org.datavec.api.io.labels.PatternPathLabelGenerator;
import org.datavec.api.records.reader.impl.collection.CollectionRecordReader;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.split.FileSplit;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;

class DataVecImagesTest {
    private static final PathLabelGenerator FOLDERS = new ParentPathLabelGenerator();

    @TempDir
    Path folder;

    @Test
    void aSplitOfFilesIsADatasetWithTheLabelsOfItsGenerator() throws IOException {
        Photos.write(folder.resolve("photos"), 4);

        Dataset dataset = DataVecImages.of(split("photos"), FOLDERS).dataset();

        assertThat(dataset.labels().names()).containsExactly("blue", "red");
        assertThat(dataset.counts()).containsEntry("blue", 4L).containsEntry("red", 4L);
        assertThat(dataset.samples()).allSatisfy(sample -> {
            assertThat(sample.subset()).isEmpty();
            assertThat(sample.location().container().getParent().getFileName()).hasToString(sample.label());
        });
    }

    @Test
    void theSameContentHasTheSameFingerprintAsTheFolder() throws IOException {
        Path photos = Photos.write(folder.resolve("photos"), 3);
        try (TransferLearner learner = learner()) {
            Path list = folder.resolve("list.csv");
            DataVecImages.of(split("photos"), FOLDERS).writeList(list);

            TrainingReport ofList = train(learner, list);
            TrainingReport ofFolder = train(learner, photos);

            assertThat(ofList.manifest().provenance().data())
                    .isEqualTo(ofFolder.manifest().provenance().data());
            assertThat(ofList.validation().accuracy())
                    .isEqualTo(ofFolder.validation().accuracy());
        }
    }

    @Test
    void theTwoSplitsOfAPipelineAreSubsets() throws IOException {
        Photos.write(folder.resolve("photos"), 5);
        InputSplit[] both = split("photos").sample(null, 70, 30);

        Dataset dataset = DataVecImages.of(Subset.TRAIN, both[0], FOLDERS)
                .and(DataVecImages.of(Subset.TEST, both[1], FOLDERS))
                .dataset();

        assertThat(dataset.subset(Subset.TRAIN)).hasSize(7);
        assertThat(dataset.subset(Subset.TEST)).hasSize(3);
        assertThat(dataset.subset(Subset.TEST))
                .extracting(sample -> sample.location().container().toUri())
                .containsExactlyInAnyOrder(both[1].locations());
    }

    @Test
    void namesMayHoldWhateverMeansSomethingInAList() throws IOException {
        Path source = Photos.write(folder.resolve("source"), 2);
        Path odd = Files.createDirectories(folder.resolve("odd, \"quoted\"; #1"));
        Files.copy(source.resolve("red/0.png"), odd.resolve("a,b \"c\" 1.png"));
        boolean unicode = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
        Files.copy(
                source.resolve("blue/0.png"), odd.resolve(unicode ? "\u00e9t\u00e9, \u65e5\u672c 2.png" : "ete 2.png"));

        Dataset dataset = DataVecImages.of(new FileSplit(odd.toFile()), new PatternPathLabelGenerator(" ", -1) {
                    @Override
                    public Writable getLabelForPath(URI uri) {
                        return new Text(uri.getPath().endsWith("1.png") ? "one, \"1\"" : "two");
                    }
                })
                .dataset();

        assertThat(dataset.skipped()).isEmpty();
        assertThat(dataset.samples()).extracting(Sample::label).containsExactlyInAnyOrder("one, \"1\"", "two");
    }

    @Test
    void recordsOfPathAndLabelAreADatasetToo() throws IOException {
        Path photos = Photos.write(folder.resolve("photos"), 2);
        List<List<Writable>> rows = List.of(
                List.of(
                        new IntWritable(0),
                        new Text(photos.resolve("blue/0.png").toString())),
                List.of(
                        new IntWritable(1),
                        new Text(photos.resolve("red/1.png").toUri().toString())));

        Dataset ofRows = DataVecImages.of(rows, 1, 0).dataset();
        Dataset ofReader =
                DataVecImages.of(new CollectionRecordReader(rows), 1, 0).dataset();

        assertThat(ofRows.labels().names()).containsExactly("0", "1");
        assertThat(ofReader.fingerprint()).isEqualTo(ofRows.fingerprint());
    }

    @Test
    void whatCannotBeReadIsSkippedAndNamed() throws IOException {
        Path photos = Photos.write(folder.resolve("photos"), 2);
        Files.writeString(photos.resolve("red/broken.png"), "no image");

        Dataset dataset = DataVecImages.of(split("photos"), FOLDERS).dataset();

        assertThat(dataset.samples()).hasSize(4);
        assertThat(dataset.skipped()).hasSize(1);
        assertThat(dataset.skipped().get(0).location().container()).endsWithRaw(Path.of("red/broken.png"));
    }

    @Test
    void refusesWhatIsNoFileNoClassOrNoColumn() {
        URI web = URI.create("https://example.org/photos/red/1.png");
        assertThatThrownBy(() -> DataVecImages.of(new CollectionInputSplit(List.of(web)), FOLDERS))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.kind()).isEqualTo(DataKind.UNSUPPORTED))
                .hasMessageContaining("must be a file of this machine, found https://example.org/photos/red/1.png");
        List<List<Writable>> web2 = List.of(List.of(new Text(web.toString()), new Text("red")));
        assertThatThrownBy(() -> DataVecImages.of(web2, 0, 1)).isInstanceOf(DataException.class);
        List<List<Writable>> age = List.of(List.of(new Text("a.png"), new DoubleWritable(41.5)));
        assertThatThrownBy(() -> DataVecImages.of(age, 0, 1))
                .hasMessageContaining("label of a.png must be the name or the number of one class, found Double 41.5");
        assertThatThrownBy(() -> DataVecImages.of(age, 0, 2))
                .hasMessageContaining("must have the columns 0 and 2, counted from 0, found 2 columns");
        assertThatThrownBy(
                        () -> DataVecImages.of(List.<List<Writable>>of(), 0, 1).dataset())
                .hasMessageContaining("must be at least one");
        assertThatThrownBy(() -> DataVecImages.of((InputSplit) null, FOLDERS)).isInstanceOf(UsageException.class);
    }

    private FileSplit split(String name) {
        return new FileSplit(folder.resolve(name).toFile(), new Random(1));
    }

    private TrainingReport train(TransferLearner learner, Path data) {
        return learner.train(TrainingRequest.of(data, folder.resolve("model.tlz"))
                .withStrategy(FeatureExtractionSettings.DEFAULT)
                .withBackbone(BackboneRequest.of("resnet20-garments")));
    }

    private TransferLearner learner() {
        return TransferLearner.create(
                StorageSettings.in(folder.resolve("cache")).offline());
    }
}
