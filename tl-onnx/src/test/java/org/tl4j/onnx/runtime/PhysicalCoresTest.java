package org.tl4j.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhysicalCoresTest {
    @Test
    void countsProcessorsThatShareACoreOnce(@TempDir Path folder) throws IOException {
        List<String> siblings = List.of("0,2", "1,3", "0,2", "1,3");
        for (int i = 0; i < siblings.size(); i++) {
            Path topology = Files.createDirectories(folder.resolve("cpu" + i).resolve("topology"));
            Files.writeString(topology.resolve("thread_siblings_list"), siblings.get(i) + "\n");
        }
        Files.createDirectory(folder.resolve("cpufreq"));

        assertThat(PhysicalCores.cores(folder)).isEqualTo(2);
    }

    @Test
    void countsProcessorsWhereNothingIsKnown(@TempDir Path folder) throws IOException {
        assertThat(PhysicalCores.cores(folder)).isEqualTo(Integer.MAX_VALUE);
        Path odd = Files.createDirectories(folder.resolve("cpu0/topology/thread_siblings_list"));
        assertThat(odd).isDirectory();
        assertThat(PhysicalCores.cores(folder)).as("cannot be read").isEqualTo(Integer.MAX_VALUE);
        assertThat(PhysicalCores.cores(folder.resolve("missing"))).isEqualTo(Integer.MAX_VALUE);
        assertThat(PhysicalCores.count()).isBetween(1, Runtime.getRuntime().availableProcessors());
    }
}
