package org.tl4j.storage.bundle;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tl4j.storage.Storage;
class MakeGoldenTest { @Test void make() { Storage.bundleStore().write(Path.of("src/test/resources/org/tl4j/storage/bundle/golden-v5.tlz").toAbsolutePath(), Bundles.example()); } }
