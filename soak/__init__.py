"Long runs: kills, busy hours, millions of rows"
