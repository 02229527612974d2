package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;

/** The catalogue and the architectures agree, although they are in two modules. */
class PublishedEntriesTest {
    @Test
    void stateTheDefaultBoundaryOfTheirArchitecture() {
        assertThat(PublishedEntries.all())
                .filteredOn(entry -> !entry.architecture().equals(ImportedNetwork.ARCHITECTURE))
                .isNotEmpty()
                .allSatisfy(entry -> {
                    Architecture architecture = Architectures.named(entry.architecture());
                    assertThat(entry.engine()).isEqualTo("deeplearning4j");
                    assertThat(entry.defaultBoundary()).isEqualTo(architecture.defaultBoundary());
                });
    }

    /** So that a user's entry of any architecture may still omit its boundary. */
    @Test
    void thereIsOneOfEveryArchitecture() {
        Set<String> published =
                PublishedEntries.all().stream().map(BackboneEntry::architecture).collect(Collectors.toSet());
        assertThat(published).containsAll(Architectures.names());
    }
}
