package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Binder;
import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.predict.Predictors;
import org.tl4j.storage.StorageSettings;

class LearnerModuleTest {
    @TempDir
    private Path folder;

    @Test
    void wiresOneLearnerWithTheRoomsThatOthersMayInjectToo() {
        Injector injector =
                Guice.createInjector(new LearnerModule(StorageSettings.in(folder)), Binder::requireExplicitBindings);

        TransferLearner learner = injector.getInstance(TransferLearner.class);

        assertThat(injector.getInstance(TransferLearner.class)).isSameAs(learner);
        assertThat(learner.backbones()).isSameAs(injector.getInstance(Backbones.class));
        assertThat(injector.getInstance(ModelTraining.class)).isSameAs(learner);
        assertThat(injector.getInstance(ModelEvaluation.class)).isSameAs(learner);
        assertThat(injector.getInstance(FeatureComputation.class)).isSameAs(learner);
        assertThat(injector.getInstance(FromScratchTraining.class)).isSameAs(learner);
        assertThat(injector.getInstance(BackboneImport.class)).isSameAs(learner);
        assertThat(injector.getInstance(ModelExport.class)).isSameAs(learner);
        assertThat(injector.getInstance(ModelConversion.class)).isSameAs(learner);
        assertThat(injector.getInstance(Predictors.class)).isNotNull();
        assertThat(learner.featureStore()).isSameAs(injector.getInstance(FeatureStore.class));
        learner.close();
    }

    @Test
    void makingALearnerTouchesNoFile() throws Exception {
        try (TransferLearner learner = TransferLearner.create(StorageSettings.in(folder.resolve("cache")))) {
            assertThat(learner.featureStore().folder()).startsWithRaw(folder);
        }

        assertThat(Files.exists(folder.resolve("cache"))).isFalse();
    }

    @Test
    void everyEntryOfTheCatalogueSaysWhatAUserMustKnow() {
        try (TransferLearner learner = TransferLearner.create(StorageSettings.in(folder))) {
            for (BackboneEntry entry : learner.backbones().entries()) {
                assertThat(entry.licence()).as(entry.name()).isNotBlank();
                assertThat(entry.trainedOn()).as(entry.name()).isNotBlank();
                assertThat(learner.backbones().entry(BackboneRequest.of(entry.name())))
                        .isEqualTo(entry);
                assertThat(learner.backbones().available(entry))
                        .isEqualTo(entry.weights().embedded());
            }
        }
    }
}
