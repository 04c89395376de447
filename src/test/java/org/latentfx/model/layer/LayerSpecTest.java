package org.latentfx.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerSpecTest {
    @Test
    void layersReadBackAsTheyAreWritten() {
        String text = "conv16x4s2,conv32x3s1,64";
        var layers = LayerSpec.parse(text);
        assertEquals(List.of(new LayerSpec(16, 4, 2), new LayerSpec(32, 3, 1), new LayerSpec(64, 0, 0)), layers);
        assertEquals(text, LayerSpec.text(layers));
        assertEquals("none", LayerSpec.text(LayerSpec.parse("none")));
        assertEquals(LayerSpec.dense(400, 200), LayerSpec.parse("400, 200"));
    }

    @Test
    void whatIsLeftOutIsAKernelOfFourAndAStrideOfTwo() {
        assertEquals(LayerSpec.parse("conv16x4s2,conv8x3s2,conv8x4s1"), LayerSpec.parse("conv16,conv8x3,conv8s1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "conv", "conv16x5", "conv16x4s3", "conv16x4s2x", "16conv", "400,", "conv-1", "4.5"})
    void anythingElseIsNoLayer(String text) {
        assertThrows(IllegalArgumentException.class, () -> LayerSpec.parse(text));
    }

    @Test
    void convolutionsComeFirst() {
        assertTrue(LayerSpec.inOrder(LayerSpec.parse("conv4,conv4,7,7")));
        assertFalse(LayerSpec.inOrder(LayerSpec.parse("conv4,7,conv4")));
    }

    @Test
    void theMirrorEndsAtTheImageItStartedFrom() {
        for (int side = 4; side < 30; side++)
            for (String hidden : List.of("conv2x4s2,conv3x3s2", "conv2x3s1,conv2x4s1", "conv2x3s2,5")) {
                var image = new LayerPlan.Shape(side, side + 1, 3);
                var up = LayerPlan.decoder(image, LayerSpec.parse(hidden), 7);
                assertEquals(image, up.get(up.size() - 1).out());
                for (int i = 1; i < up.size(); i++)
                    assertEquals(up.get(i - 1).out(), up.get(i).in());
            }
    }
}
