"""The words stored with the findings, in both languages."""

TASK_TITLES = {
    "christmas_trees": {"en": "Christmas trees", "zh": "圣诞树"},
    "stock_position": {"en": "Stock position", "zh": "股票持仓"},
    "brackets": {"en": "Brackets", "zh": "括号"},
    "recall": {"en": "The first letter", "zh": "第一个字母"},
}
TASK_ABOUT = {
    "christmas_trees": {
        "en": "Made-up monthly sales with a peak each December, about as high as the year before. "
        "From this month's sales alone, predict the next month's.",
        "zh": "虚构的月销量：每年十二月有一个高峰，高度与上一年相近。只看本月销量，预测下个月的销量。",
    },
    "stock_position": {
        "en": "A made-up price, with a flag for buying and one for selling, up to 40 steps apart. "
        "Tell the profit for as long as the stock is held.",
        "zh": "虚构的股价，外加买入、卖出两个标志，两者最多相隔 40 步。在持有期间，随时报出盈亏。",
    },
    "brackets": {
        "en": "Made-up rows of opening and closing brackets, up to 8 deep. Tell how deep they nest.",
        "zh": "虚构的括号串，最多嵌套 8 层。随时报出当前的深度。",
    },
    "recall": {
        "en": "Made-up rows of 20 letters, each one of four. Asked in the end, tell which came first.",
        "zh": "虚构的字母串，共 20 个，每个都是四个字母之一。最后提问：第一个是哪种？",
    },
}
COMPARISON = {
    "en": "Windows of several widths, a plain recurrent network and an LSTM learn the same made-up data for "
    "as many steps, each with as many units as fit in the LSTM's number of weights. Each chose its learning "
    "rate in trials that do not count, the two networks with a memory also how strongly they remember at the "
    "start. The error is that on held-out sequences, shown as it came out.",
    "zh": "几种宽度的窗口网络、普通循环网络和 LSTM，用同样的虚构数据学习同样多的步数；"
    "单元数以不超过 LSTM 的权重总数为限。每个网络都先试跑几次来选定学习率，试跑不计入成绩；"
    "RNN 和 LSTM 还可以选定训练之初记得多牢。误差在从未见过的序列上测得，结果一律照实列出。",
}
GRADIENT_FLOW = {
    "en": "How much the last output depends on earlier states, in networks with random weights that have "
    "learnt nothing: the norm of the gradient at each lag, root mean square over outputs, geometric mean "
    "over seeds.",
    "zh": "最后的输出在多大程度上取决于此前的状态：网络的权重随机，未经训练；"
    "图中是每个间隔处梯度的范数，对各输出取均方根，再对各随机种子取几何平均。",
}
WINDOW = {
    "en": "Windows of several widths learn to predict the next month's sales, as in the comparison: each "
    "with as many units as fit in the same number of weights, five seeds. The forecasts are of one row of "
    "months that no network has seen, by the network of the first seed.",
    "zh": "不同宽度的窗口网络学习预测下个月的销量，做法与对比实验相同：单元数以同样的权重总数为限，"
    "各用五个随机种子。图中的预测针对一段所有网络都没见过的月份，由第一个种子的网络作出。",
}
RNN_NETWORKS = {
    "en": "The plain recurrent networks of the comparison's first seed, to be looked at beside an LSTM.",
    "zh": "对比实验中第一个随机种子的普通循环网络，供与 LSTM 并排观察。",
}
