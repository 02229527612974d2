package org.tl4j.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.progress.Progress;
import org.tl4j.learner.FeatureReport;
import org.tl4j.learner.FeatureRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;

/** Features and predictions in the hands of pipelines of DataVec and Deeplearning4j. */
class RecordsTest {
    private static final LabelSet LABELS = new LabelSet(List.of("cat", "dog", "fox"));

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        Runtimes.started();
    }

    @Test
    void featuresAreRecordsAsTheReaderOfImagesHasThem() throws IOException {
        FeatureReport report = features();
        LabelSet labels = FeatureRecords.labels(report);
        RecordReader reader = FeatureRecords.reader(report, labels);

        assertThat(labels.names()).containsExactly("blue", "red");
        assertThat(reader.getLabels()).containsExactly("blue", "red");
        for (int pass = 0; pass < 2; pass++) {
            for (int row = 0; row < report.samples().size(); row++) {
                List<Writable> record = reader.next();
                float[] expected = new float[report.features().width()];
                report.features().row(row).get(expected);
                assertThat(((NDArrayWritable) record.get(0)).get().shape()).containsExactly(1, expected.length);
                assertThat(((NDArrayWritable) record.get(0)).get().dup().data().asFloat())
                        .containsExactly(expected);
                assertThat(labels.name(record.get(1).toInt()))
                        .isEqualTo(report.samples().get(row).label());
            }
            assertThat(reader.hasNext()).isFalse();
            reader.reset();
        }
    }

    @Test
    void theIteratorOverRecordsGoesOnWithThem() throws IOException {
        FeatureReport report = features();
        LabelSet labels = FeatureRecords.labels(report);
        List<DataSet> theirs =
                all(new RecordReaderDataSetIterator(FeatureRecords.reader(report, labels), 3, 1, labels.size()));
        List<DataSet> ours = all(FeatureRecords.iterator(report, labels, 3));

        assertThat(theirs).hasSameSizeAs(ours).hasSize(3);
        for (int i = 0; i < ours.size(); i++) {
            assertThat(ours.get(i).getFeatures()).isEqualTo(theirs.get(i).getFeatures());
            assertThat(ours.get(i).getLabels()).isEqualTo(theirs.get(i).getLabels());
        }
        assertThat(ours.get(2).numExamples()).isEqualTo(2);
    }

    @Test
    void anIteratorCanBeUsedForSeveralEpochs() throws IOException {
        FeatureReport report = features();
        DataSetIterator iterator = FeatureRecords.iterator(report, FeatureRecords.labels(report), 5);

        assertThat(all(iterator)).hasSize(2);
        iterator.reset();
        assertThat(all(iterator)).hasSize(2);
        assertThat(iterator.inputColumns()).isEqualTo(report.features().width());
        assertThat(iterator.totalOutcomes()).isEqualTo(2);
        assertThat(iterator.getLabels()).containsExactly("blue", "red");
    }

    @Test
    void featuresOfOtherClassesAreRefused() throws IOException {
        FeatureReport report = features();

        assertThatThrownBy(() -> FeatureRecords.reader(report, LABELS)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> FeatureRecords.iterator(report, FeatureRecords.labels(report), 0))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("batch must be at least 1, found 0");
    }

    @Test
    void predictionsAreRecordsOfPathClassAndProbabilities() {
        List<Prediction> predictions = List.of(
                prediction("dog", 0.5, "fox", 0.3, "cat", 0.2), prediction("cat", 0.9, "fox", 0.06, "dog", 0.04));
        List<Path> images = List.of(Path.of("a.jpg"), Path.of("b.jpg"));

        RecordReader reader = PredictionRecords.reader(images, predictions, LABELS);
        DataSet batch = PredictionRecords.iterator(predictions, LABELS, 8).next();

        assertThat(reader.getLabels()).containsExactly("cat", "dog", "fox");
        List<Writable> first = reader.next();
        assertThat(first).extracting(Writable::toString).startsWith("a.jpg", "dog");
        assertThat(first.subList(2, 5)).extracting(Writable::toDouble).containsExactly(0.2, 0.5, 0.3);
        assertThat(reader.next().get(1)).hasToString("cat");
        assertThat(batch.getFeatures().getDouble(1, 0)).isCloseTo(0.9, within(1e-6));
        assertThat(batch.getFeatures()).isEqualTo(batch.getLabels());
        assertThatThrownBy(() -> PredictionRecords.reader(images.subList(0, 1), predictions, LABELS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be as many as the images, 1, found 2");
        assertThatThrownBy(() -> PredictionRecords.iterator(predictions, new LabelSet(List.of("cat", "dog")), 8))
                .isInstanceOf(UsageException.class);
    }

    private static Prediction prediction(Object... labelsAndProbabilities) {
        List<ScoredLabel> ranking = new ArrayList<>();
        for (int i = 0; i < labelsAndProbabilities.length; i += 2) {
            ranking.add(new ScoredLabel((String) labelsAndProbabilities[i], (Double) labelsAndProbabilities[i + 1]));
        }
        return new Prediction(ranking);
    }

    private static List<DataSet> all(DataSetIterator iterator) {
        List<DataSet> batches = new ArrayList<>();
        iterator.forEachRemaining(batches::add);
        return batches;
    }

    private FeatureReport features() throws IOException {
        Path photos = Photos.write(folder.resolve("photos"), 4);
        try (TransferLearner learner = TransferLearner.create(
                StorageSettings.in(folder.resolve("cache")).offline())) {
            return learner.features(new FeatureRequest(
                    Optional.of(BackboneRequest.of("resnet20-garments")),
                    photos,
                    Optional.empty(),
                    ReadingSettings.DEFAULT,
                    Progress.NONE));
        }
    }
}
