package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.application.documents.BackboneDocument;
import org.tl4j.application.documents.BackboneDocument.Place;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.error.Problem;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.provenance.Digest;

class BackboneTextTest {
    private static final Digest RECORDED = Digest.of("weights");

    @Test
    void theTableHasOneRowForEach() {
        assertThat(BackboneText.table(List.of(resnet18(true, Optional.empty(), Optional.empty()))))
                .hasSize(2)
                .satisfies(lines -> {
                    assertThat(lines.get(0)).startsWith("name ").contains("input", "weights", "licence");
                    assertThat(lines.get(1))
                            .startsWith("resnet18-imagenet ")
                            .contains(" 224x224 ", " unknown ", " BSD-3-Clause ")
                            .endsWith("ResNet-18, for photos of any kind");
                });
    }

    @Test
    void columnsAreAlignedWithTheirHeadings() {
        List<String> lines = BackboneText.table(List.of(resnet18(true, Optional.empty(), Optional.empty())));

        for (String[] pair :
                new String[][] {{"input", "224x224"}, {"licence", "BSD-3-Clause"}, {"for", "ResNet-18,"}}) {
            assertThat(lines.get(1).indexOf(pair[1]))
                    .as(pair[0])
                    .isEqualTo(lines.get(0).lastIndexOf(pair[0]));
        }
    }

    @Test
    void oneThatCannotBeUsedIsMarkedWithTheReason() {
        Problem problem = new Problem("architecture", "must be one of resnet18", "resnet81", "");
        BackboneDocument unusable = resnet18(true, Optional.empty(), Optional.of(problem));

        assertThat(BackboneText.table(List.of(unusable)).get(1))
                .contains(" unusable ")
                .endsWith("cannot be used: architecture must be one of resnet18, found resnet81");
        assertThat(BackboneText.of(unusable))
                .contains("  cannot be used: architecture must be one of resnet18, found resnet81");
    }

    @Test
    void oneIsDescribedInFull() {
        assertThat(BackboneText.of(resnet18(true, Optional.of(RECORDED), Optional.empty())))
                .startsWith("resnet18-imagenet: ResNet-18, for photos of any kind", "  architecture  resnet18")
                .contains(
                        "  size          unknown",
                        "  licence       BSD-3-Clause",
                        "  SHA-256       " + RECORDED.hex() + ", trusted on first use",
                        "  resizing      shorter side to 256, bilinear",
                        "  other sizes   unknown",
                        "  boundary      avgpool",
                        "  learning rate 0.001 for fine-tuning")
                .noneMatch(line -> line.startsWith("  cannot be used"))
                .noneMatch(line -> line.startsWith("  layer groups"));
    }

    @Test
    void aDigestThatNobodyKnowsIsRecordedAtFirstUse() {
        assertThat(BackboneText.of(resnet18(false, Optional.empty(), Optional.empty())))
                .contains("  SHA-256       unknown; recorded at first use");
    }

    @Test
    void boundariesAreATableAndGroupsAList() {
        BackboneDocument document = BackboneDocument.of(
                Selections.RESNET18,
                Optional.<NetworkStructure>empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new Place("layer4", "layer4.1", 512, 7L, 7L, 11_176_512, false),
                        new Place(null, "avgpool", 512, null, null, 11_176_512, true)),
                List.of(new LayerGroup("stem", List.of("conv1")), new LayerGroup("layer1", List.of("layer1.0"))));

        assertThat(BackboneText.of(document))
                .anySatisfy(line -> assertThat(line).matches("  boundaries +after +vertex +features +size +parameters"))
                .anySatisfy(line -> assertThat(line).matches(" +layer4 +layer4\\.1 +512  7x7 +11\\.2 M"))
                .anySatisfy(line -> assertThat(line).matches(" +avgpool +512 +11\\.2 M +default"))
                .contains("  layer groups  stem, layer1");
    }

    private static BackboneDocument resnet18(boolean available, Optional<Digest> expected, Optional<Problem> problem) {
        return BackboneDocument.of(Selections.RESNET18, Optional.empty(), available, expected, problem, null, null);
    }
}
