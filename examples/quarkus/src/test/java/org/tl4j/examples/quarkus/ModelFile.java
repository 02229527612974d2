package org.tl4j.examples.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import org.tl4j.examples.sample.SampleModel;

/** Writes the model before the application starts. */
public final class ModelFile implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        Path model = SampleModel.write(Path.of("target"));
        return Map.of("model.path", model.toAbsolutePath().toString());
    }

    @Override
    public void stop() {}
}
