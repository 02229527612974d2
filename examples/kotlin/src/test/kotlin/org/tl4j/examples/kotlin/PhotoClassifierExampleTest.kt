package org.tl4j.examples.kotlin

import java.nio.file.Path
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.tl4j.examples.sample.SampleModel
import org.tl4j.predict.BundlePredictors

class PhotoClassifierExampleTest {
    @Test
    fun `labels photos, and says which cannot be read`(@TempDir folder: Path) {
        val model = SampleModel.write(folder)
        val photo = folder.resolve("photo.png").apply { writeBytes(SampleModel.photo()) }
        val text = folder.resolve("text.png").apply { writeText("no image") }

        val outcomes = BundlePredictors.create().open(model).use { it.classify(listOf(photo, text)) }

        assertThat((outcomes[photo] as Outcome.Labelled).best.label()).isEqualTo(SampleModel.LABEL)
        assertThat((outcomes[text] as Outcome.Unreadable).reason).hasMessageContaining("text.png")
    }
}
