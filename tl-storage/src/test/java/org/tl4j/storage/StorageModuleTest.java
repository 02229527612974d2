package org.tl4j.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.catalog.ImportedBackbones;

class StorageModuleTest {
    @TempDir
    Path folder;

    /** Which kinds of weights engines open is asked when a file has come. */
    @Test
    void fetchesWithoutAnyEngine() throws IOException {
        byte[] file = Storage.tensorFormat()
                .write(List.of(new Tensor("a", List.of(1), FloatBuffer.wrap(new float[] {1}))), Map.of());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
            exchange.close();
        });
        server.start();
        try {
            StorageSettings settings = StorageSettings.of(
                    Map.of(
                            "TL_HOME",
                            folder.toString(),
                            "TL_MIRROR",
                            "http://127.0.0.1:" + server.getAddress().getPort()),
                    new Properties());
            WeightsLocator locator =
                    Guice.createInjector(new StorageModule(settings)).getInstance(WeightsLocator.class);

            assertThat(locator.locate(WeightsSource.named("net.safetensors"), Optional.empty())
                            .file())
                    .hasBinaryContent(file);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void bindsEachInterfaceOnceAndTouchesNothing() {
        StorageSettings settings = StorageSettings.in(folder.resolve("cache"));
        Injector injector = Guice.createInjector(new StorageModule(settings), new AbstractModule() {
            @Override
            protected void configure() {
                binder().requireExplicitBindings();
            }
        });
        for (Class<?> type : List.of(
                TensorFormat.class,
                BundleStore.class,
                FeatureStore.class,
                WeightsLocator.class,
                BackboneCatalog.class,
                ImportedBackbones.class)) {
            assertThat((Object) injector.getInstance(type)).isSameAs(injector.getInstance(type));
        }
        assertThat(injector.getInstance(StorageSettings.class)).isSameAs(settings);
        FeatureStore store = injector.getInstance(FeatureStore.class);
        assertThat(store.folder()).isEqualTo(settings.featureFolder());
        assertThat(store.limit()).isEqualTo(settings.featureLimitBytes());
        assertThat(store.bytes()).isZero();
        assertThat(settings.cacheFolder()).doesNotExist();
    }
}
