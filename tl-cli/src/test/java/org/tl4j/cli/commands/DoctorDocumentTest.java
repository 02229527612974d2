package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tl4j.cli.commands.DoctorDocument.Cache;
import org.tl4j.cli.commands.DoctorDocument.Engine;
import org.tl4j.cli.commands.DoctorDocument.Java;
import org.tl4j.cli.commands.DoctorDocument.Machine;
import org.tl4j.cli.commands.DoctorDocument.Memory;
import org.tl4j.cli.commands.DoctorDocument.Nd4j;
import org.tl4j.core.engine.EngineInfo;

class DoctorDocumentTest {
    @Test
    void theTextHasALineForEachEngine() {
        EngineInfo other = new EngineInfo("other", "Other 1.2 on CPU", Map.of(), Map.of("threads", "2"));
        DoctorDocument document = document(
                List.of(new Engine("deeplearning4j", "ND4J 1 on CPU", Map.of()), DoctorDocument.Engine.of(other)));

        assertThat(document.text())
                .contains("Backend    ND4J 1 on CPU, library linux, oneDNN in use, 2 threads")
                .contains("Engine     other, Other 1.2 on CPU")
                .noneMatch(line -> line.startsWith("Engine     deeplearning4j"));
        assertThat(document.engines().get(1).details()).containsEntry("threads", "2");
    }

    private static DoctorDocument document(List<Engine> engines) {
        return new DoctorDocument(
                new Java("17", "a vendor", "/java"),
                new Machine("Linux", "a processor", 2),
                new Memory(1, 1, 1),
                new Nd4j("CPU", "1", "linux", "IN_USE", 2),
                engines,
                new Cache("cache", "features", 0, 1, "weights", 0, "natives", 0),
                List.of(),
                null,
                List.of());
    }
}
