package org.tl4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;

class DataModuleTest {
    private final Injector injector =
            Guice.createInjector(binder -> binder.requireExplicitBindings(), new DataModule());

    @Test
    void bindsOneOfEach() {
        assertThat(injector.getInstance(DatasetSource.class)).isSameAs(injector.getInstance(DatasetSource.class));
        assertThat(injector.getInstance(ImageReader.class)).isSameAs(injector.getInstance(ImageReader.class));
        assertThat(injector.getInstance(Splitter.class)).isSameAs(injector.getInstance(Splitter.class));
        assertThat(injector.getInstance(ImagePreprocessor.class))
                .isSameAs(injector.getInstance(ImagePreprocessor.class));
        assertThat(injector.getInstance(ImageSizeReader.class)).isSameAs(injector.getInstance(ImageSizeReader.class));
    }
}
