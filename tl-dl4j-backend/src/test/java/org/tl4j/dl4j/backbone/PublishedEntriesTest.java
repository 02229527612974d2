package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;

/** What the catalogue says and what the architectures say is the same, though they lie in two modules. */
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

    /** So that a user's entry of any architecture may leave its boundary out, as it could before. */
    @Test
    void thereIsOneOfEveryArchitecture() {
        Set<String> published =
                PublishedEntries.all().stream().map(BackboneEntry::architecture).collect(Collectors.toSet());
        assertThat(published).containsAll(Architectures.names());
    }
}
