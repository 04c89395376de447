package org.latentfx.app.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionFactoryTest {
    @Test
    void what_is_asked_of_the_background_after_its_end_goes_nowhere() throws InterruptedException {
        var background = SessionFactory.background();
        List<String> done = new CopyOnWriteArrayList<>();
        background.execute(() -> done.add("before"));
        background.shutdown();
        background.execute(() -> done.add("after"));
        assertTrue(background.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(List.of("before"), done);
    }
}
